module.exports = { displayName: 'web-rooms', preset: '../../../jest.angular-preset.js' };
