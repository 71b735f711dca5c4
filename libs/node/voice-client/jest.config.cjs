module.exports = { displayName: 'node-voice-client', preset: '../../../jest.preset.js' };
