/** Put in its place by the build. */
declare const VOICE_CLI_VERSION: string;

/** The version of this program. */
export const VERSION = VOICE_CLI_VERSION;
