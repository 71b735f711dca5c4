import {
  encodeQualityReport,
  fromInt16,
  MessageEncoder,
  parseWav,
  VOICE_CODERS,
} from '@sealwave/audio';
import type { EndedTransmission } from '@sealwave/e2ee/session';
import { seededRandom } from '@sealwave/testing';
import { decodeVoice } from './decode-voice';

/** 12 frames and a bit, like a voice in loudness. */
const SAMPLES = 12 * 160 + 7;
const random = seededRandom(5);
const spoken = Int16Array.from({ length: SAMPLES }, () => 8000 * (random() - 0.5));
const encoder = new MessageEncoder(VOICE_CODERS.pcm8);
const coded = [encoder.push(spoken), encoder.flush()].flatMap((part) => [...part]);
const report = encodeQualityReport(encoder.report);
const frames = Array.from({ length: 13 }, (_, counter) => ({
  counter,
  plaintext: Uint8Array.from(coded.slice(160 * counter, 160 * (counter + 1))),
}));
const whole: EndedTransmission = {
  ...{ from: 2, name: 'Ann', unverified: false, clockDiffers: false },
  identity: new Uint8Array(65),
  header: {
    ...{ kind: 'recorded', coder: 'pcm8', startedMs: 0, step: 0, wrap: null },
    transmissionId: new Uint8Array(16).fill(0xab),
    keyId: new Uint8Array(8),
    identity: new Uint8Array(65),
    bytes: new Uint8Array(300),
  },
  ...{ frames, reason: 'done', complete: true, missing: 0, report },
};

const heard = async (ended: EndedTransmission) => {
  const message = await decodeVoice(ended);
  return { ...message, samples: parseWav(message.bytes).readAll().channels[0] };
};
/** Largest error of 8 bits. */
const STEP = 1 / 128;

describe('decodeVoice', () => {
  it('makes a file of every sample that was spoken, with the report of the sender', async () => {
    const { samples, quality, id, codec, durationMs } = await heard(whole);
    expect({ id, codec, durationMs }).toEqual({
      id: 'ab'.repeat(16),
      codec: 'pcm8',
      durationMs: 241,
    });
    expect(samples).toHaveLength(SAMPLES);
    fromInt16(spoken).forEach((value, i) =>
      expect(Math.abs(samples[i] - value)).toBeLessThan(STEP),
    );
    expect(quality).toMatchObject({ sampleCount: SAMPLES, snr: { kind: 'measured' } });
  });

  it('leaves silence where frames are missing, and everything else in its place', async () => {
    const some = frames.filter(({ counter }) => counter !== 4 && counter !== 5);
    const { samples } = await heard({ ...whole, frames: some, complete: false, missing: 2 });
    expect(samples).toHaveLength(SAMPLES);
    expect(samples.subarray(640, 960).every((sample) => sample === 0)).toBe(true);
    expect(Math.abs(samples[1000] - spoken[1000] / 32768)).toBeLessThan(STEP);
  });

  it('has no report where the end has not come, and ends with what has', async () => {
    const cut = {
      reason: 'cut',
      complete: false,
      missing: null,
      report: new Uint8Array(),
    } as const;
    const { samples, quality, durationMs } = await heard({
      ...whole,
      ...cut,
      frames: frames.slice(0, 5),
    });
    expect({ samples: samples.length, quality, durationMs }).toEqual({
      ...{ samples: 800, quality: null, durationMs: 100 },
    });
    expect((await heard({ ...whole, ...cut, frames: [] })).samples).toHaveLength(0);
  });
});
