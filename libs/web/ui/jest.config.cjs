module.exports = { displayName: 'web-ui', preset: '../../../jest.angular-preset.js' };
