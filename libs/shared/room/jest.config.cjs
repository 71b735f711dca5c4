module.exports = {
  displayName: 'room',
  preset: '../../../jest.preset.js',
  setupFiles: ['../../../tools/jest/load-vectors.cjs'],
};
