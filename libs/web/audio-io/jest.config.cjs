module.exports = { displayName: 'web-audio-io', preset: '../../../jest.angular-preset.js' };
