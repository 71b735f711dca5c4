module.exports = { displayName: 'voice-cli', preset: '../../jest.preset.js', testTimeout: 60_000 };
