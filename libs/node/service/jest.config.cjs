module.exports = {
  displayName: 'node-service',
  preset: '../../../jest.preset.js',
  setupFiles: ['reflect-metadata'],
};
