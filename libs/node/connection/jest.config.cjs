module.exports = { displayName: 'node-connection', preset: '../../../jest.preset.js' };
