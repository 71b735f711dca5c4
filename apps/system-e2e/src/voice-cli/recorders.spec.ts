import { writeFileSync } from 'node:fs';
import { PATIENT } from '../conformance/lobby';
import { bytesOf, flawOf, pathOf, RECORDED } from '../integration/recorders';
import { recording } from '../integration/speech';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { Folder } from './folder';
import { endAll, listener, Program } from './program';

// Each process takes its time where many others run.
jest.setTimeout(120_000);

describe('the command line client', () => {
  let server: ServerProcess;
  let to: string[];
  const folder = new Folder();

  beforeAll(async () => {
    server = await startVoiceServer(PATIENT);
    to = ['--to', `127.0.0.1:${server.port}`];
  });
  afterAll(async () => {
    await endAll();
    await stopAll();
  });

  it('sends recordings of all recorders completely', async () => {
    const count = String(RECORDED.length);
    const hearing = await listener(server.port, ['--save', folder.at('inbox'), '--count', count]);
    const sent = await Program.run(['send', ...to, ...RECORDED.map(pathOf)]);
    expect(sent).toMatchObject({ status: 0, stderr: '' });
    expect((await hearing.ended).status).toBe(0);
    // They are saved in the order in which they were sent.
    const flaws = folder.files('inbox').map((file, i) => flawOf(file, RECORDED[i]));
    expect(flaws).toEqual(RECORDED.map(() => null));
  });

  it('names a format that it does not read, and the command that converts it', async () => {
    const file = folder.at('memo.m4a');
    writeFileSync(file, '\0\0\0\x1cftypM4A ....alac', 'latin1');
    const sent = await Program.run(['send', ...to, file]);
    expect(sent.status).toBe(1);
    expect(sent.stderr).toMatch(/MP4 with ALAC .*ffmpeg -i FILE -ac 1 -ar 8000 FILE\.wav/);
  });

  it.each([
    ['WAVE', recording('wav')],
    ['WebM', recording('webm')],
    ['MP3', bytesOf(RECORDED[0])],
    ['FLAC', bytesOf(RECORDED[1])],
  ])('does not treat a file of the format %s as bare samples', async (form, file) => {
    const sent = await Program.run(['send', '--raw', ...to], {}, file);
    expect(sent).toMatchObject({ status: 1, stderr: expect.stringContaining(`the form ${form}`) });
    expect(sent.stdout.toString()).not.toContain('sent');
  });
});
