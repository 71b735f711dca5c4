import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toInt16, VOICE_SAMPLING_RATE, wrapSamples } from '@sealwave/audio';
import { join as joinLobby } from '../conformance/hop';
import { PATIENT } from '../conformance/lobby';
import { CONTAINERS, match, recording, samplesOf, spoken } from '../integration/speech';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { Folder } from './folder';
import { endAll, linesOf, listener, Program } from './program';

const assets = join(__dirname, '../../../../libs/testing/assets');
const VOICES = CONTAINERS.map((container) => join(assets, `librivox-0930.${container}`));
/** What the voice is worth after coding and all ways, at least. */
const ALIKE = 0.95;

/** Bare samples: 16 bits, little-endian, one channel, 8 kHz. */
const bare = (samples: Float32Array) => Buffer.from(toInt16(samples).buffer);
const wrapped = (samples: Uint8Array) =>
  wrapSamples({ sampleFormat: 's16', samplingRate: VOICE_SAMPLING_RATE, channelCount: 1 }, samples);

// Each process takes its time where many others run.
jest.setTimeout(120_000);

describe('the built command line client', () => {
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

  it('delivers every kind of recording unchanged, with the same report', async () => {
    const args = ['--save', folder.at('inbox'), '--json', '--count', '3'];
    const hearing = await listener(server.port, args);
    const sent = await Program.run(['send', '--json', ...to, ...VOICES]);
    expect(sent).toMatchObject({ status: 0, stderr: '' });
    const heard = await hearing.ended;
    expect(heard.status).toBe(0);
    for (const file of folder.files('inbox')) {
      expect(match(spoken(), file).coefficient).toBeGreaterThanOrEqual(ALIKE);
    }
    expect(folder.files('inbox')).toHaveLength(3);
    const reports = linesOf(heard);
    linesOf(sent).forEach(({ id, quality, codec, durationMs }, i) => {
      expect(reports[i]).toMatchObject({ id, quality, codec: 'nlp64', format: 'wav' });
      expect({ codec, durationMs }).toEqual({ codec: 'nlp64', durationMs: expect.any(Number) });
      expect(reports[i]['file']).toMatch(/inbox.+\.wav$/);
    });
  });

  it('sends plain 8 bits on request', async () => {
    const hearing = await listener(server.port, ['--json', '--count', '1']);
    await Program.run(['send', '--coder', 'pcm8', ...to, VOICES[0]]);
    expect(linesOf(await hearing.ended)[0]).toMatchObject({ codec: 'pcm8' });
  });

  it('carries bare samples through pipes', async () => {
    const hearing = await listener(server.port, ['--raw', '--count', '1']);
    const sent = await Program.run(['send', '--raw', ...to], {}, bare(spoken()));
    expect(sent).toMatchObject({ status: 0, stderr: '' });
    const heard = await hearing.ended;
    expect(heard.stdout).toHaveLength(2 * spoken().length);
    expect(match(spoken(), wrapped(heard.stdout)).coefficient).toBeGreaterThanOrEqual(ALIKE);
  });

  it('accepts bare samples of another rate, and only the given number of seconds', async () => {
    const hearing = await listener(server.port, ['--save', folder.at('raw'), '--count', '1']);
    const args = ['--raw', '--rate', '16000', '--seconds', '2', '--json'];
    // Behind the header: 16 kHz, 16 bits.
    const sent = await Program.run(['send', ...args, ...to], {}, recording('wav').subarray(44));
    expect(linesOf(sent)[0]).toMatchObject({ name: 'stdin', durationMs: 2000 });
    await hearing.ended;
    const [file] = folder.files('raw');
    const twoSeconds = spoken().subarray(0, 2 * VOICE_SAMPLING_RATE);
    expect(match(twoSeconds, file).coefficient).toBeGreaterThanOrEqual(ALIKE);
  });

  it('works in ten processes at once, each of which reaches all others', async () => {
    const many = Array.from({ length: 10 }, (_, i) => i);
    const hearing = await Promise.all(
      many.map(() => listener(server.port, ['--keep', '--json', '--count', '10'])),
    );
    const sent = await Promise.all(
      many.map(() => Program.run(['send', '--keep', '--json', ...to, VOICES[0]])),
    );
    expect(sent.filter(({ status }) => status !== 0)).toEqual([]);
    const ids = sent.map((run) => linesOf(run)[0]['id']).sort();
    expect(new Set(ids).size).toBe(10);
    for (const program of hearing) {
      const run = await program.ended;
      expect(run.status).toBe(0);
      expect(
        linesOf(run)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(ids);
    }
  });

  it('names files that it cannot send, and sends the rest', async () => {
    const hearing = await listener(server.port, ['--json', '--count', '1']);
    const nothing = folder.at('nothing.txt');
    writeFileSync(nothing, 'this is no recording');
    const sent = await Program.run(['send', ...to, nothing, folder.at('missing.wav'), VOICES[1]]);
    expect(sent.status).toBe(1);
    expect(sent.stderr.trimEnd().split('\n')).toEqual([
      `voice-cli: ${nothing}: none of WebM, Ogg, WAVE, MP3 and FLAC`,
      expect.stringMatching(/missing\.wav: no such file/),
    ]);
    expect(sent.stdout.toString()).toMatch(/0930\.webm: sent, 4\.7 s, nlp64, SNR \d+\.\d dB/);
    expect((await hearing.ended).status).toBe(0);
  });

  it('talks with a client that was written from the protocol alone', async () => {
    const other = await joinLobby(server.port);
    const hearing = await listener(server.port, [
      '--save',
      folder.at('base'),
      '--json',
      '--count',
      '1',
    ]);
    other.send(recording('wav'));
    expect(linesOf(await hearing.ended)[0]).toMatchObject({ codec: 'unknown', quality: null });
    expect(folder.files('base')[0].equals(recording('wav'))).toBe(true);
    await Program.run(['send', ...to, VOICES[0]]);
    const received = await other.receive();
    expect(samplesOf(received).length).toBeGreaterThan(0);
    expect(match(spoken(), received).coefficient).toBeGreaterThanOrEqual(ALIKE);
    other.close();
  });

  it('delivers a sealed recording unchanged to those who have its code', async () => {
    const locked = folder.at('locked.wav');
    const { stdout } = await Program.run(['lock', VOICES[1], '--out', locked]);
    const args = ['--save', folder.at('sealed'), '--json', '--count', '1'];
    const hearing = await listener(server.port, args);
    const sent = await Program.run(['send', ...to, locked]);
    expect(sent.stdout.toString()).toContain('sent, sealed');
    const [line] = linesOf(await hearing.ended);
    expect(line).toMatchObject({ encrypted: true, codec: 'none', format: 'wav', quality: null });
    const code = stdout.toString().trim();
    const out = folder.at('opened.webm');
    const opened = await Program.run([
      'unlock',
      String(line['file']),
      '--code',
      code,
      '--out',
      out,
    ]);
    expect(opened.status).toBe(0);
    const again = await Program.run(['send', '--sealed', ...to, out]);
    expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining('it is not sealed') });
    expect(readFileSync(out).equals(readFileSync(VOICES[1]))).toBe(true);
  });
});
