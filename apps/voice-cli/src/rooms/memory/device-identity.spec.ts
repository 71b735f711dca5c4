import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErrorCode } from '@sealwave/kernel';
import { identityIn } from './device-identity';

const [kitchen, garden] = [1, 2].map((byte) => new Uint8Array(18).fill(byte));

describe('the identity of a device', () => {
  let folder: string;
  beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'sealwave-')), 'data')));
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  const pointIn = async (room = kitchen) => (await identityIn(folder, room)).publicPoint;

  it('is the same in a room each time, and another one in each room', async () => {
    const point = await pointIn();
    expect(await pointIn()).toEqual(point);
    expect(await pointIn(garden)).not.toEqual(point);
  });

  it('follows from a secret that only this account can read', async () => {
    await pointIn();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'device.json')).mode & 0o777).toBe(0o600);
  });

  it('is one for processes that start at the same moment', async () => {
    const points = await Promise.all([pointIn(), pointIn(), pointIn()]);
    expect(new Set(points.map((point) => point.join())).size).toBe(1);
  });

  it('is not made from a secret that others can read, or behind a symbolic link', async () => {
    await pointIn();
    const path = join(folder, 'device.json');
    chmodSync(path, 0o644);
    await expect(pointIn()).rejects.toMatchObject({ code: ErrorCode.Config });
    chmodSync(path, 0o600);
    renameSync(path, join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), path);
    await expect(pointIn()).rejects.toMatchObject({ code: ErrorCode.Config });
    expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toContain('"version":1');
  });
});
