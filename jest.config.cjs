const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

/** Folders that hold projects, or folders of projects. */
const FOLDERS = ['apps', 'libs', 'libs/node', 'libs/shared', 'libs/web'];
/** The project whose tests are not unit tests. */
const SYSTEM = 'apps/system-e2e';

const configurations = FOLDERS.flatMap((folder) =>
  readdirSync(join(__dirname, folder)).map((name) => `${folder}/${name}`),
).filter((folder) => folder !== SYSTEM && existsSync(join(__dirname, folder, 'jest.config.cjs')));

/** The unit tests of all projects in one run: `npx jest`. `npx nx test <project>` runs those of one. */
module.exports = {
  projects: configurations.map((folder) => `<rootDir>/${folder}`),
  maxWorkers: 2,
  // The limit of a project does not count here.
  testTimeout: 180_000,
};
