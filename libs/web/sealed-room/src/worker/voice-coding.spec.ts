import { FRAME_SAMPLES, VOICE_SAMPLING_RATE, parseWav } from '@sealwave/audio';
import { MAX_TRANSMISSION_SECONDS } from '@sealwave/contracts';
import { MAX_FRAMES } from '@sealwave/e2ee/transmissions';
import { ErrorCode } from '@sealwave/kernel';
import { sine } from '@sealwave/testing';
import { codeRecording } from './code-recording';
import { decodeTransmission } from './decode-transmission';

const RATE = 2 * VOICE_SAMPLING_RATE;
const tone = (seconds: number) =>
  new Float32Array(
    sine({ frequencyHz: 441.7, samplingRate: RATE, sampleCount: seconds * RATE, amplitude: 0.3 }),
  );

/** Codes to the end. */
function coded(samples: Float32Array<ArrayBuffer>, coder: 'nlp64' | 'pcm8' = 'nlp64') {
  const shares: number[] = [];
  const work = codeRecording({ samples, samplingRate: RATE, coder });
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return { ...step.value, shares };
    shares.push(step.value);
  }
}
const received = (frames: readonly Uint8Array<ArrayBuffer>[]) =>
  frames.map((plaintext, counter) => ({ counter, plaintext }));

describe('a recording that is coded and decoded', () => {
  it.each(['nlp64', 'pcm8'] as const)(
    'comes out as long as it was, with the report of the sender: %s',
    (coder) => {
      const { frames, report, reportBytes, shares } = coded(tone(2.5), coder);
      expect(frames.every(({ length }) => length === 160)).toBe(true);
      expect(shares).toEqual([0, 0.4, 0.8]);
      const decoded = decodeTransmission({ frames: received(frames), report: reportBytes }, coder);
      expect(decoded.report).toEqual(report);
      expect(decoded.durationMs).toBe((report.sampleCount / VOICE_SAMPLING_RATE) * 1000);
      const wav = parseWav(decoded.wav);
      expect(wav.format).toMatchObject({ samplingRate: VOICE_SAMPLING_RATE, channelCount: 1 });
      expect(wav.frameCount).toBe(report.sampleCount);
    },
  );

  it('is silent where frames are missing or do not decode, and has their length', () => {
    const { frames } = coded(tone(1));
    const some = received(frames).filter(({ counter }) => counter !== 10);
    some[5] = { counter: 5, plaintext: new Uint8Array(160).fill(0xff) };
    const { wav, report, undecodable, durationMs } = decodeTransmission(
      { frames: some, report: new Uint8Array(0) },
      'nlp64',
    );
    expect([report, durationMs]).toEqual([null, frames.length * 20]);
    const [samples] = parseWav(wav).readAll().channels;
    const isSilent = (frame: number) =>
      samples.subarray(frame * 160, (frame + 1) * 160).every((sample) => sample === 0);
    expect([isSilent(10), isSilent(9)]).toEqual([true, false]);
    expect(undecodable).toBe(isSilent(5) ? 1 : 0);
  });

  it('takes a malformed report for none', () => {
    const { frames } = coded(tone(1));
    const report = new Uint8Array(40).fill(9);
    expect(decodeTransmission({ frames: received(frames), report }, 'nlp64').report).toBeNull();
  });

  it('may be as long as a page lets a take be', () => {
    const longest = (MAX_FRAMES * FRAME_SAMPLES) / VOICE_SAMPLING_RATE;
    expect(longest).toBe(MAX_TRANSMISSION_SECONDS);
  });

  it('refuses an empty recording', () => {
    expect(() => coded(new Float32Array(0))).toThrow(
      expect.objectContaining({ code: ErrorCode.AudioEmpty }),
    );
  });
});
