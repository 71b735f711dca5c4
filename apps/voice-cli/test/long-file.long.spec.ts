import { closeSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { wrapSamples } from '@sealwave/audio';
import { SoundFolder } from './sound-folder';
import { asset, voiceCli } from './voice-cli';

const sounds = new SoundFolder();
const SAMPLING_RATE = 16_000;
const speech = readFileSync(asset('librivox-0870.wav')).subarray(44);

/** A WAVE file of `minutes`: a reading, over and over. */
function longFile(minutes: number): string {
  const path = sounds.at(`${minutes}.wav`);
  const bytes = minutes * 60 * SAMPLING_RATE * 2;
  const format = { sampleFormat: 's16', samplingRate: SAMPLING_RATE, channelCount: 1 } as const;
  const header = wrapSamples(format, new Uint8Array(0));
  new DataView(header.buffer).setUint32(4, bytes + 36, true);
  new DataView(header.buffer).setUint32(40, bytes, true);
  const file = openSync(path, 'w');
  writeSync(file, header);
  for (let at = 0; at < bytes; at += speech.length) {
    writeSync(file, speech.subarray(0, Math.min(speech.length, bytes - at)));
  }
  closeSync(file);
  return path;
}

/** Measures a file, and the most memory that the process ever had, in MiB (Linux). */
async function peakMemory(file: string) {
  const peakFile = sounds.at('peak.txt');
  const probe = sounds.at('probe.cjs');
  writeFileSync(
    probe,
    // Not `resourceUsage`, which counts what the process that started this one had in memory then.
    `const { readFileSync, writeFileSync } = require('node:fs');
    process.on('exit', () => writeFileSync(${JSON.stringify(peakFile)},
      /^VmHWM:\\s+(\\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]));`,
  );
  const args = ['measure', '--json', '--write', sounds.at('heard'), file];
  const { stdout } = await voiceCli(args, ['--require', probe]);
  const figures = JSON.parse(stdout) as Record<string, unknown>;
  return { figures, peakMib: Number(readFileSync(peakFile, 'utf8')) / 1024 };
}

describe('a recording of one hour', () => {
  it('takes no more memory than a recording of one minute', async () => {
    const minute = await peakMemory(longFile(1));
    const hour = await peakMemory(longFile(60));
    expect(hour.figures).toMatchObject({
      sampleCount: 3600 * 8000,
      codedBytes: 3600 * 8000,
      bitRateBps: 64_000,
      meetsRequirement: true,
    });
    const { frames, passing } = hour.figures['active'] as { frames: number; passing: number };
    expect(frames).toBeGreaterThan(120_000);
    expect(passing).toBe(frames);
    expect(statSync(join(sounds.at('heard'), '60.wav.nlp64.wav')).size).toBe(44 + 3600 * 16_000);
    // The file has 110 MiB, and its samples as numbers 220 MiB.
    expect(hour.peakMib - minute.peakMib).toBeLessThan(40);
    expect(hour.peakMib).toBeLessThan(200);
  }, 300_000);
});
