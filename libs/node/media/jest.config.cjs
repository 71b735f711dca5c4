module.exports = { displayName: 'node-media', preset: '../../../jest.preset.js' };
