const { join } = require('node:path');
const nxPreset = require('@nx/jest/preset').default;

/** Preset of the projects that hold Angular components. */
module.exports = {
  ...nxPreset,
  testEnvironment: 'jsdom',
  testTimeout: 60_000,
  setupFilesAfterEnv: [join(__dirname, 'tools/jest/angular-test-setup.ts')],
  transform: {
    '^.+\\.(ts|mjs|js|html)$': [
      'jest-preset-angular',
      {
        tsconfig: join(__dirname, 'tools/tsconfig/web.json'),
        stringifyContentPathRegex: '\\.(html|svg)$',
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(?:@noble/|fast-check/|pure-rand/)|.*\\.mjs$)'],
};
