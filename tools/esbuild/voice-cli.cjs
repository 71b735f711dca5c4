const { version, engines } = require('../../package.json');
const nodeApp = require('./node-app.cjs');

/** The program is a single file, so bundled code must find `require`. */
module.exports = {
  ...nodeApp,
  define: {
    VOICE_CLI_VERSION: JSON.stringify(version),
    VOICE_CLI_NODE_VERSIONS: JSON.stringify(engines.node),
  },
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
};
