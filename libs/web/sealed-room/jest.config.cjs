module.exports = { displayName: 'web-sealed-room', preset: '../../../jest.angular-preset.js' };
