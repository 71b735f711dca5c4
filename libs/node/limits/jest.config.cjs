module.exports = {
  displayName: 'node-limits',
  preset: '../../../jest.preset.js',
  setupFiles: ['reflect-metadata'],
};
