module.exports = { displayName: 'node-session', preset: '../../../jest.preset.js' };
