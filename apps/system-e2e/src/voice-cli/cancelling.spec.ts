import { writeFileSync } from 'node:fs';
import { writeWav } from '@sealwave/audio';
import { seededRandom } from '@sealwave/testing';
import { EvilServer } from '../evil/evil-server';
import { Folder } from './folder';
import { newRoom, Terminal } from './people';
import { endAll, type Program } from './program';

const FRAMES = 2;
const MINUTES = 5;

jest.setTimeout(120_000);

describe('the built command line client, ended with Ctrl-C while it sends', () => {
  const folder = new Folder();
  let server: EvilServer;

  beforeAll(async () => (server = await EvilServer.listen()));
  afterAll(async () => {
    await endAll();
    await server.close();
  });

  it('tells the others that the recording is cancelled, and nobody hears half of it', async () => {
    const random = seededRandom(3);
    const noise = Float32Array.from({ length: 8000 * 60 * MINUTES }, () => random() - 0.5);
    const long = folder.at('long.wav');
    writeFileSync(long, writeWav({ samplingRate: 8000, channels: [noise] }, 's16'));
    const { member } = await newRoom();
    const at = { port: server.port, link: member };
    const ann = await new Terminal(folder, 'Ann', at).listen('--json');
    const ben: Program = new Terminal(folder, 'Ben', at).start('send', long);
    let isCancelled = false;
    server.tamper = (sent) => {
      // As soon as something of it is on its way. A second signal would end the program at once.
      const isUnderWay = sent.t === 'part' && sent.data[0] === FRAMES;
      if (isUnderWay && !isCancelled) isCancelled = ben.child.kill('SIGINT');
      return [sent];
    };
    const { status, stdout } = await ben.ended;
    expect([status, stdout.toString()]).toEqual([130, '']);
    await ann.wrote('voice-cli: Ben has cancelled a recording\n');
    expect(ann.output.toString()).toBe('');
    expect(server.parts.length).toBeLessThan((60 * MINUTES * 50) / 88);
  });
});
