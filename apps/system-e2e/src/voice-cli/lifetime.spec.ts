import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wrapSamples } from '@sealwave/audio';
import { PATIENT } from '../conformance/lobby';
import { match, spoken } from '../integration/speech';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { Folder } from './folder';
import { newRoom, Terminal } from './people';
import { endAll, linesOf, listener, Program } from './program';
import { SoundCard } from './sound-card';

const VOICE = join(__dirname, '../../../../libs/testing/assets/librivox-0930.wav');
const S16 = { sampleFormat: 's16', samplingRate: 8000, channelCount: 1 } as const;

// Each process takes its time where many others run.
jest.setTimeout(120_000);

describe('the built command line client', () => {
  let server: ServerProcess;
  let to: string[];
  const folder = new Folder();

  beforeEach(async () => {
    server = await startVoiceServer(PATIENT);
    to = ['--to', `127.0.0.1:${server.port}`];
  });
  afterEach(async () => {
    await endAll();
    await stopAll();
  });

  it('reports the health of a working server', async () => {
    const { status, stdout, stderr } = await Program.run(['ping', ...to]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.toString()).toMatch(
      /^127\.0\.0\.1:\d+: connected in \d+\.\d ms, keys \(pem\) in \d+\.\d ms, round trip \d+\.\d ms, native messages, svc1:[\w-]{43}\n$/,
    );
    const run = await Program.run(['ping', '--json', ...to]);
    expect(linesOf(run)[0]).toMatchObject({ keyFormat: 'pem', supportsNativeMessages: true });
  });

  it('finds the server by the environment', async () => {
    const address = `127.0.0.1:${server.port}`;
    expect((await Program.run(['ping'], { SEALWAVE_SERVER: address })).status).toBe(0);
  });

  it('exits when the server goes away', async () => {
    const hearing = await listener(server.port, []);
    await server.stop('SIGKILL');
    const { status, stderr } = await hearing.ended;
    expect(status).toBe(3);
    expect(stderr).toContain(`voice-cli: the connection to 127.0.0.1:${server.port} was lost\n`);
  });

  it('with --keep, waits for a server and reconnects to it', async () => {
    const { port } = server;
    await server.stop('SIGKILL');
    const hearing = Program.start([
      'listen',
      '--keep',
      '--verbose',
      '--json',
      '--count',
      '2',
      ...to,
    ]);
    await hearing.wrote('trying again');
    server = await startVoiceServer({ ...PATIENT, VOICE_PORT: port });
    await hearing.wrote('connected to');
    await Program.run(['send', ...to, VOICE]);
    await hearing.wrote('"received"');
    await server.stop('SIGKILL');
    await hearing.wrote('was lost');
    // One who has something to say waits too.
    const sending = Program.start(['send', '--keep', ...to, VOICE]);
    await sending.wrote('trying again');
    server = await startVoiceServer({ ...PATIENT, VOICE_PORT: port });
    await hearing.wrote('connected again');
    expect((await sending.ended).status).toBe(0);
    await Program.run(['send', ...to, VOICE]);
    const run = await hearing.ended;
    expect(run.status).toBe(0);
    expect(linesOf(run)).toHaveLength(2);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('exits silently on %s, and keeps what it has saved', async (signal, status) => {
    const hearing = await listener(server.port, ['--save', folder.at(signal)]);
    await Program.run(['send', ...to, VOICE]);
    await hearing.wrote('saved as');
    hearing.child.kill(signal);
    const run = await hearing.ended;
    expect(run.status).toBe(status);
    expect(run.stderr.trimEnd().split('\n')).toEqual([
      expect.stringContaining('connected to'),
      expect.stringMatching(
        /first connection to 127\.0\.0\.1:\d+; remembering its fingerprint svc1:[\w-]{43}$/,
      ),
      expect.stringMatching(/^voice-cli: in the lobby of .*; Ctrl-C leaves$/),
    ]);
    expect(folder.files(signal)).toHaveLength(1);
  });

  it('exits without an error when nobody reads its output any more', async () => {
    const hearing = await listener(server.port, ['--json']);
    hearing.child.stdout.destroy();
    await Program.run(['send', ...to, VOICE]);
    await Program.run(['send', ...to, VOICE]);
    const { status, stderr } = await hearing.ended;
    expect(status).toBe(0);
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringContaining('connected to'),
      expect.stringContaining('first connection to'),
      expect.stringContaining('Ctrl-C leaves'),
    ]);
  });

  it('records and plays with the programs of the system', async () => {
    const card = SoundCard.in(folder.at('card'));
    const hearing = await listener(server.port, ['--play', '--count', '1'], card.env);
    const sent = await Program.run(['send', '--record', '--seconds', '3', ...to], card.env);
    expect(sent).toMatchObject({ status: 0, stderr: '' });
    expect((await hearing.ended).status).toBe(0);
    const played = wrapSamples(S16, readFileSync(await card.played()));
    const threeSeconds = spoken().subarray(0, 3 * 8000);
    expect(match(threeSeconds, played).coefficient).toBeGreaterThanOrEqual(0.95);
  });

  it('plays sealed recordings as noise, at most at -20 dBFS', async () => {
    const card = SoundCard.in(folder.at('noise-card'));
    const locked = folder.at('locked.wav');
    await Program.run(['lock', VOICE, '--out', locked]);
    const hearing = await listener(server.port, ['--play', '--count', '1'], card.env);
    await Program.run(['send', ...to, locked]);
    await hearing.ended;
    const played = readFileSync(await card.played());
    const loudest = Math.max(...new Int16Array(Uint8Array.from(played).buffer));
    expect(loudest).toBeGreaterThan(0);
    expect(20 * Math.log10(loudest / 32_768)).toBeLessThanOrEqual(-20);
  });

  it('talks and listens at once, line by line without a terminal, and says where it is', async () => {
    const card = SoundCard.in(folder.at('talk-card'));
    const hearing = await listener(server.port, ['--save', folder.at('said'), '--count', '1']);
    const talking = Program.start(['talk', ...to], card.env);
    await talking.wrote(' without a name, with 1 other; q leaves\n');
    await talking.wrote('Enter begins');
    talking.child.stdin.write('\n');
    await card.spoken();
    await Program.run(['send', ...to, VOICE]);
    await talking.wrote('heard');
    talking.child.stdin.write('\n');
    await talking.wrote('said');
    await card.played();
    talking.child.stdin.end('q\n');
    expect((await talking.ended).status).toBe(0);
    await hearing.ended;
    const [file] = folder.files('said');
    expect(match(spoken(), file).coefficient).toBeGreaterThanOrEqual(0.95);
  });

  it('talks and listens in a sealed room, and says who can hear and who has signed', async () => {
    const card = SoundCard.in(folder.at('room-card'));
    const at = { port: server.port, link: (await newRoom()).member };
    const [ann, ben, carl] = ['Ann', 'Ben', 'Carl'].map((name) => new Terminal(folder, name, at));
    const hearing = await ann.listen('--save', folder.at('in-room'), '--count', '2');
    const talking = ben.startWith(card.env, 'talk');
    await talking.wrote('Enter begins');
    talking.child.stdin.write('\n');
    await card.spoken();
    await carl.run('send', VOICE);
    await talking.wrote(/heard {2}Carl: .*, complete, signed by Carl/);
    talking.child.stdin.write('\n');
    await talking.wrote(/said {3}.*, 1 of 1 can hear you/);
    await card.played();
    talking.child.stdin.end('q\n');
    expect((await talking.ended).status).toBe(0);
    expect((await hearing.ended).stdout.toString()).toContain('complete, signed by Ben');
    const [, file] = folder.files('in-room');
    expect(match(spoken(), file).coefficient).toBeGreaterThanOrEqual(0.98);
  });
});
