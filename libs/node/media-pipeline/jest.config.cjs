module.exports = {
  displayName: 'node-media-pipeline',
  preset: '../../../jest.preset.js',
};
