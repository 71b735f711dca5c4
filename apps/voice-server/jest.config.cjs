module.exports = {
  displayName: 'voice-server',
  preset: '../../jest.preset.js',
  setupFiles: ['reflect-metadata'],
};
