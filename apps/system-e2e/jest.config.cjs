module.exports = {
  displayName: 'system-e2e',
  preset: '../../jest.preset.js',
  testTimeout: 120_000,
  maxWorkers: 2,
};
