module.exports = {
  displayName: 'node-session',
  preset: '../../../jest.preset.js',
  setupFiles: ['../../../tools/jest/load-vectors.cjs'],
};
