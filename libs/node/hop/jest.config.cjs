module.exports = {
  displayName: 'node-hop',
  preset: '../../../jest.preset.js',
  setupFiles: ['../../../tools/jest/load-vectors.cjs'],
};
