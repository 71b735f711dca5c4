module.exports = { displayName: 'web-lab', preset: '../../../jest.angular-preset.js' };
