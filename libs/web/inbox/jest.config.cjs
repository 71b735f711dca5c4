module.exports = { displayName: 'web-inbox', preset: '../../../jest.angular-preset.js' };
