import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { Folder } from './folder';
import { newRoom } from './people';
import { endAll, listener, Program } from './program';

const VOICE = join(__dirname, '../../../../libs/testing/assets/librivox-0930.wav');

// Each process takes its time where many others run.
jest.setTimeout(120_000);

describe('the output of the built command line client', () => {
  let server: ServerProcess;
  let to: string[];
  const folder = new Folder();

  beforeAll(async () => {
    server = await startVoiceServer();
    to = ['--to', `127.0.0.1:${server.port}`];
  });
  afterEach(endAll);
  afterAll(stopAll);

  it('says at the start of listen where it is, under which name, and how to leave', async () => {
    const lobby = Program.start(['listen', ...to]);
    await lobby.wrote(
      `voice-cli: in the lobby of 127.0.0.1:${server.port} without a name, alone; Ctrl-C leaves\n`,
    );
    const { member } = await newRoom();
    const room = Program.start(['listen', '--room', member, '--name', 'Ann', ...to]);
    await room.wrote(' as Ann, alone; Ctrl-C leaves\n');
    const second = Program.start(['listen', '--room', member, ...to]);
    await second.wrote(' without a name, with 1 other; Ctrl-C leaves\n');
    await room.wrote('voice-cli: in room ');
  });

  it('ends the program with one line and status 2 when the disk is full: ping, send and listen', async () => {
    const shell = (args: readonly string[]) =>
      Program.spawn('/bin/sh', [
        ...['-c', 'exec "$0" "$@" > /dev/full', process.execPath],
        ...[join(__dirname, '../../../../dist/apps/voice-cli/main.js'), ...args, ...to],
      ]);
    const listening = shell(['listen', '--json']);
    await listening.wrote('Ctrl-C leaves');
    for (const program of [shell(['ping']), shell(['send', '--json', VOICE]), listening]) {
      const { status, stderr } = await program.ended;
      expect(status).toBe(2);
      expect(stderr.match(/cannot write the output: ENOSPC.*\n/g)).toHaveLength(1);
      expect(stderr).not.toMatch(/^\s+at /m);
    }
  });

  it('in a folder is readable for its owner only, and limited in size', async () => {
    const inbox = folder.at('inbox');
    // One message fits, and three do not.
    const { size } = statSync(VOICE);
    const limit = String((1.5 * size) / 1024 / 1024);
    const hearing = await listener(server.port, ['--save', inbox, '--save-limit', limit]);
    for (let i = 0; i < 3; i++) await Program.run(['send', ...to, VOICE]);
    await hearing.wrote('not saved: the limit is reached');
    await hearing.wrote('--save-limit changes the limit');
    const files = readdirSync(inbox);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(statSync(join(inbox, file)).mode & 0o777).toBe(0o600);
  });
});
