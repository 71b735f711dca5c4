module.exports = { displayName: 'node-recording', preset: '../../../jest.preset.js' };
