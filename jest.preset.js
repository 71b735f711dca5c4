const nxPreset = require('@nx/jest/preset').default;

/** Packages published as ES modules only: Jest runs CommonJS, so these are transformed too. */
const esmPackages = [
  '@nestjs',
  '@noble',
  '@wasm-audio-decoders',
  '@eshaz',
  'opus-decoder',
  'mpg123-decoder',
  'fast-check',
  'pure-rand',
];

const swc = [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
  },
];

/** Specs that take minutes run only in `npm run test:long`. */
const testPathIgnorePatterns = process.env['LONG_TESTS'] ? [] : ['\\.long\\.spec\\.ts$'];

module.exports = {
  ...nxPreset,
  testPathIgnorePatterns: ['/node_modules/', ...testPathIgnorePatterns],
  testEnvironment: 'node',
  testTimeout: 180_000,
  moduleFileExtensions: ['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'html'],
  transform: { '^.+\\.[cm]?[tj]s$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esmPackages.join('|')})/)`],
};
