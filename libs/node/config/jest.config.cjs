module.exports = {
  displayName: 'node-config',
  preset: '../../../jest.preset.js',
  setupFiles: ['reflect-metadata'],
};
