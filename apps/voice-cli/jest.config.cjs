module.exports = { displayName: 'voice-cli', preset: '../../jest.preset.js' };
