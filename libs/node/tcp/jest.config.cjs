module.exports = { displayName: 'node-tcp', preset: '../../../jest.preset.js' };
