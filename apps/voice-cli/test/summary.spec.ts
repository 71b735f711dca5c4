import { writeFileSync } from 'node:fs';
import { writeWav } from '@sealwave/audio';
import { SoundFolder } from './sound-folder';
import { asset, measured, voiceCli } from './voice-cli';

const sounds = new SoundFolder();

/** With `pcm8`, 49.0, 43.9, 35.9 and 29.9 dB. */
const tones = [0.9, 0.5, 0.2, 0.1].map((amplitude) =>
  sounds.tone(`${amplitude}.wav`, { amplitude }),
);
const silent = sounds.write(
  'silent.wav',
  writeWav({ samplingRate: 8000, channels: [new Float32Array(800)] }, 's16'),
);
const text = sounds.write('text.wav', new TextEncoder().encode('RIFF but no sound at all'));
const empty = sounds.write('empty.wav', new Uint8Array(0));

describe('the summary of several files', () => {
  it('counts messages and frames at 40 dB, and ranks the messages', async () => {
    const lines = await measured('--coder', 'pcm8', ...tones, silent);
    expect(lines.map(({ type }) => type)).toEqual([...Array(5).fill('file'), 'summary']);
    expect(lines.at(-1)).toEqual({
      type: 'summary',
      coder: 'pcm8',
      gainDb: 0,
      files: 5,
      unreadable: 0,
      silent: 1,
      sampleCount: 32_800,
      bitRateBps: 64_000,
      messages: { count: 4, passing: 2 },
      nonSilent: { frames: 200, passing: 100 },
      active: { frames: 200, passing: 100 },
      messageSnrDb: {
        lowest: expect.closeTo(29.9, 0),
        firstPercentile: expect.closeTo(29.9, 0),
        median: expect.closeTo(35.9, 0),
      },
      lowestFrameSnrDb: expect.closeTo(29.5, 0),
    });
  });

  it('takes the middle value of an odd number as the median', async () => {
    const [summary] = (await measured('--coder', 'pcm8', ...tones.slice(0, 3))).slice(-1);
    expect(summary['messageSnrDb']).toMatchObject({ median: expect.closeTo(43.9, 0) });
  });

  it('prints the same in words', async () => {
    const { stdout } = await voiceCli(['measure', '--coder', 'pcm8', ...tones, silent]);
    expect(stdout).toContain('5 files, 0 unreadable, 1 silent, 0.1 minutes; pcm8 at 64000 bit/s');
    expect(stdout).toContain(
      'at 40 dB or more: 50.00 % of 4 messages, 50.00 % of 200 non-silent frames',
    );
    expect(stdout).toMatch(/lowest 29\.\d\d, 1st percentile 29\.\d\d, median 35\.\d\d dB/);
  });

  it('does not print 100 % when one frame of thousands is missing', async () => {
    const loud = Array<string>(60).fill(tones[0]);
    const [summary] = (await measured('--coder', 'pcm8', ...loud, tones[3])).slice(-1);
    expect(summary).toMatchObject({ messages: { count: 61, passing: 60 } });
    const { stdout } = await voiceCli(['measure', '--coder', 'pcm8', ...loud, tones[3]]);
    expect(stdout).toContain('98.36 % of 61 messages');
  });

  it('is not printed for a single file', async () => {
    expect(await measured(tones[0])).toHaveLength(1);
  });
});

describe('a file that cannot be read', () => {
  const missing = sounds.at('missing.wav');

  it('is named and counted, and does not stop the others', async () => {
    const cut = asset('librivox-0930.webm');
    const files = [text, tones[0], empty, missing, sounds.path, cut];
    const { status, stdout, stderr } = await voiceCli(['measure', ...files]);
    expect(status).toBe(1);
    expect(stderr.trimEnd().split('\n')).toEqual([
      `${text}: none of WebM, Ogg, WAVE, MP3 and FLAC`,
      `${empty}: the recording is empty`,
      expect.stringMatching(/missing\.wav: no such file$/),
      `${sounds.path}: not a file`,
    ]);
    expect(stdout).toContain('6 files, 4 unreadable, 0 silent');
    expect(stdout).toMatch(/0\.9\.wav .*\n.*librivox-0930\.webm /);
  });

  it('is counted in the table of bit depths too', async () => {
    const { status, stdout, stderr } = await voiceCli(['measure', '--table', text, tones[0]]);
    expect(status).toBe(1);
    expect(stderr).toContain(text);
    expect(stdout.startsWith(tones[0])).toBe(true);
  });

  it('yields a report without figures when no file can be read', async () => {
    const { status, stdout } = await voiceCli(['measure', '--json', text, missing]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      files: 2,
      unreadable: 2,
      messages: { count: 0 },
      messageSnrDb: { lowest: null, firstPercentile: null, median: null },
    });
  });

  it('cannot send control sequences to the terminal in its name', async () => {
    const file = sounds.at('red\x1b[31m\nname.wav');
    writeFileSync(file, 'no sound');
    const { stderr } = await voiceCli(['measure', file]);
    expect(stderr).toMatch(/red\?\[31m\?name\.wav: none of/);
  });
});
