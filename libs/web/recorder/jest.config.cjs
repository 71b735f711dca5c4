module.exports = { displayName: 'web-recorder', preset: '../../../jest.angular-preset.js' };
