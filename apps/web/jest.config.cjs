module.exports = { displayName: 'web', preset: '../../jest.angular-preset.js' };
