module.exports = { displayName: 'message', preset: '../../../jest.preset.js' };
