import { TestBed } from '@angular/core/testing';
import { MessageEncoder, resample, toInt16, VOICE_CODERS } from '@sealwave/audio';
import { seededRandom } from '@sealwave/testing';
import { DECODE_RECORDING, type DecodeRecording, RecordingError } from '@sealwave/web/audio-io';
import { ClipAnalysis } from './clip-analysis';

/** Noise with rising level, so that picture and figures are not trivial. */
function swelling(sampleCount: number): Float32Array {
  const random = seededRandom(4);
  return Float32Array.from({ length: sampleCount }, (_, i) => (random() - 0.5) * (i / sampleCount));
}

describe('ClipAnalysis', () => {
  let decode: DecodeRecording;
  let analysis: ClipAnalysis;
  const recording = new Blob(['webm']);

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        ClipAnalysis,
        {
          provide: DECODE_RECORDING,
          useValue: (...asked: Parameters<DecodeRecording>) => decode(...asked),
        },
      ],
    });
    analysis = TestBed.inject(ClipAnalysis);
  });

  /** A decoder that halves the rate by dropping every other sample of `samples`. */
  const decodesTo = (samples: Float32Array): DecodeRecording => {
    const durationMs = samples.length / 16;
    return (_, samplingRate) =>
      Promise.resolve({
        samples: samplingRate === 16_000 ? samples : samples.filter((_, i) => i % 2 === 0),
        durationMs,
      });
  };

  it('measures the same figures as the gateway', async () => {
    const samples = swelling(12_345);
    decode = decodesTo(samples);
    await analysis.analyse(recording, 'nlp64');
    const atGateway = new MessageEncoder(VOICE_CODERS.nlp64);
    atGateway.push(toInt16(resample(samples, 16_000)));
    atGateway.flush();
    expect(analysis.state()).toMatchObject({ kind: 'measured', report: atGateway.report });
  });

  it('shows picture and duration of a recording before it is measured', async () => {
    decode = decodesTo(swelling(160_000));
    const done = analysis.analyse(recording, 'pcm8');
    await Promise.resolve();
    await Promise.resolve();
    const state = analysis.state();
    if (state.kind !== 'measuring') throw new Error(state.kind);
    expect(state.sound.durationMs).toBe(10_000);
    expect(state.sound.peaks[1023]).toBeGreaterThan(state.sound.peaks[100]);
    await done;
  });

  it('stops analysing a clip when another one replaces it', async () => {
    decode = decodesTo(swelling(400_000));
    const first = analysis.analyse(recording, 'nlp64');
    await Promise.resolve();
    decode = decodesTo(new Float32Array(1600));
    await Promise.all([first, analysis.analyse(recording, 'pcm8')]);
    expect(analysis.state()).toMatchObject({
      kind: 'measured',
      report: { sampleCount: 800, snr: { kind: 'silence' } },
    });
  });

  it('stops when the clip is no longer shown', async () => {
    decode = decodesTo(swelling(400_000));
    const done = analysis.analyse(recording, 'nlp64');
    await Promise.resolve();
    TestBed.resetTestingModule();
    await done;
    expect(analysis.state()).toMatchObject({ kind: expect.stringMatching(/decoding|measuring/) });
  });

  it('reports that a recording cannot be measured if the browser cannot decode it', async () => {
    decode = () => Promise.reject(RecordingError.unreadable(new Error('no')));
    await analysis.analyse(recording, 'nlp64');
    expect(analysis.state()).toEqual({ kind: 'unreadable' });
  });
});
