module.exports = {
  displayName: 'e2ee',
  preset: '../../../jest.preset.js',
  setupFiles: ['../../../tools/jest/load-vectors.cjs'],
};
