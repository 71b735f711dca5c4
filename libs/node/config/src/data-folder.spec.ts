import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { dataFolder, DEFAULT_DATA_FOLDER } from './data-folder';

describe('dataFolder', () => {
  it.each([
    [DEFAULT_DATA_FOLDER, join(homedir(), '.local/state/sealwave')],
    ['~', homedir()],
    ['/srv/voice', '/srv/voice'],
    ['data', resolve('data')],
    ['~other/data', resolve('~other/data')],
  ])('takes %s for %s', (setting, folder) => {
    expect(dataFolder(setting)).toBe(folder);
  });
});
