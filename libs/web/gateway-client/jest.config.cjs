module.exports = { displayName: 'web-gateway-client', preset: '../../../jest.angular-preset.js' };
