module.exports = {
  displayName: 'crypto',
  preset: '../../../jest.preset.js',
  setupFiles: ['../../../tools/jest/load-vectors.cjs'],
};
