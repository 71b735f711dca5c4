/** The build replaces both with values of package.json. */
declare const VOICE_CLI_VERSION: string;
declare const VOICE_CLI_NODE_VERSIONS: string;

/** The version of this program. */
export const VERSION = VOICE_CLI_VERSION;

/** The versions of Node.js that it supports, as in package.json. */
export const NODE_VERSIONS = VOICE_CLI_NODE_VERSIONS;
