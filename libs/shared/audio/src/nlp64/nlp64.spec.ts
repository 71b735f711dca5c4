import { toHex } from '@sealwave/kernel';
import { Nlp64Decoder } from './nlp64-decoder';
import { Nlp64Encoder } from './nlp64-encoder';

/** Numbers of 16 bits: the upper halves of the states of a linear congruential generator. */
function lcg(count: number): number[] {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 16;
  });
}

const frameOf = (sample: (i: number) => number) =>
  Int16Array.from({ length: 160 }, (_, i) => sample(i));
const random = lcg(160);

/** Known answers, made by another implementation. */
const VECTORS = [
  {
    name: 'silence',
    samples: frameOf(() => 0),
    order: 0,
    step: 8,
    snr: 'silence',
    start: '000800000000000000000000',
    frameHash: '4f7387f0eb1b4334',
    pcmHash: '7b6436b0c98f6238',
  },
  {
    name: 'loud noise',
    samples: frameOf((i) => random[i] - 32_768),
    order: 0,
    step: 2980,
    snr: '45.26',
    start: '0ba4db9a1647bab78053e4b0',
    frameHash: 'fbefd285c5432726',
    pcmHash: 'a9895f3a8002c5d6',
  },
  {
    name: 'quiet noise',
    samples: frameOf((i) => (random[i] & 255) - 128),
    order: 0,
    step: 12,
    snr: '41.97',
    start: '000c28af351f5a0578fbf4bc',
    frameHash: 'd5c071d934afb506',
    pcmHash: '774d7368f36571d7',
  },
  {
    name: 'a triangle',
    samples: frameOf((i) => (32 - Math.abs((i % 64) - 32)) * 2000 - 32_000),
    order: 2,
    step: 26,
    snr: '87.09',
    start: '801afffff2675c6700000400',
    frameHash: '3d83535067c9b07e',
    pcmHash: '17a33cacc6ad2ce3',
  },
  {
    name: 'an impulse',
    samples: frameOf((i) => (i === 80 ? 32_767 : 0)),
    order: 0,
    step: 8,
    snr: 'lossless',
    start: '000800000000000000000000',
    frameHash: '1e1c3ee9801bf239',
    pcmHash: '50caeb5916642c7f',
  },
  {
    name: 'the two extremes in turn',
    samples: frameOf((i) => (i % 2 === 0 ? -32_768 : 32_767)),
    order: 0,
    step: 8192,
    snr: 'lossless',
    start: '2000bf817f02fe05fc0bf817',
    frameHash: 'f7838cebcb0876a5',
    pcmHash: 'a8f57779b9295a18',
  },
];

/** First 8 bytes of the SHA-256 hash, in hexadecimal. */
async function hashOf(bytes: BufferSource): Promise<string> {
  const hash = await globalThis.crypto.subtle.digest('SHA-256', bytes);
  return toHex(new Uint8Array(hash, 0, 8));
}

function littleEndian(samples: Int16Array): DataView<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 * samples.length));
  samples.forEach((sample, i) => view.setInt16(2 * i, sample, true));
  return view;
}

describe('nlp64', () => {
  it.each(VECTORS)('codes $name to the known bits, and back', async (vector) => {
    const frame = new Uint8Array(160);
    const { signalEnergy, noiseEnergy } = new Nlp64Encoder().encode(vector.samples, frame);
    const header = (frame[0] << 8) | frame[1];
    expect([header >> 14, header & 0x3fff]).toEqual([vector.order, vector.step]);
    expect(toHex(frame.subarray(0, 12))).toBe(vector.start);
    expect(await hashOf(frame)).toBe(vector.frameHash);
    expect(await hashOf(littleEndian(new Nlp64Decoder().decode(frame)))).toBe(vector.pcmHash);
    const snrDb = (10 * Math.log10(signalEnergy / noiseEnergy)).toFixed(2);
    expect(signalEnergy === 0 ? 'silence' : noiseEnergy === 0 ? 'lossless' : snrDb).toBe(
      vector.snr,
    );
  });
});
