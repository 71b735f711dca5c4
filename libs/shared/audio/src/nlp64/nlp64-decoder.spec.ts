import { ErrorCode } from '@sealwave/kernel';
import { seededRandom } from '@sealwave/testing';
import { BitWriter } from './bit-writer';
import { Nlp64Decoder, Nlp64Error } from './nlp64-decoder';
import { Nlp64Encoder } from './nlp64-encoder';
import { INITIAL_RICE_STATE, nextRiceState, riceParameter, writeRice } from './nlp64-rice';

/** Bits of the longest code: how far the decoder may read past the end of a frame before it refuses it. */
const LONGEST_CODE = 37;

const decoder = new Nlp64Decoder();

function refusalOf(frame: Uint8Array): Nlp64Error {
  const into = new Int16Array(160).fill(4711);
  try {
    decoder.decode(frame, into);
  } catch (error) {
    expect(error).toBeInstanceOf(Nlp64Error);
    expect(new Set(into)).toEqual(new Set([4711]));
    return error as Nlp64Error;
  }
  throw new Error('not refused');
}

/** A frame of these fields, which need not fit together. */
function frameOf(order: number, step: number, write?: (writer: BitWriter) => void): Uint8Array {
  const frame = new Uint8Array(160);
  const writer = new BitWriter();
  writer.start(frame);
  writer.write(order, 2);
  writer.write(step, 14);
  write?.(writer);
  writer.finish();
  return frame;
}

/** Writes codes as the encoder does and returns how many bits they took. */
function writeCodes(writer: BitWriter, codes: readonly number[]): number {
  let state = INITIAL_RICE_STATE;
  let bits = 0;
  for (const code of codes) {
    const parameter = riceParameter(state);
    writeRice(writer, code, parameter);
    bits += code >> parameter < 20 ? (code >> parameter) + 1 + parameter : LONGEST_CODE;
    state = nextRiceState(state, code);
  }
  return bits;
}

const levelOfCode = (code: number) => (code % 2 === 0 ? code / 2 : -(code + 1) / 2);

/** A frame of noise that fills the bits it has. */
function noiseFrame(): Uint8Array {
  const random = seededRandom(1);
  const frame = new Uint8Array(160);
  new Nlp64Encoder().encode(
    Int16Array.from({ length: 160 }, () => random() * 20_000),
    frame,
  );
  return frame;
}

describe('Nlp64Decoder', () => {
  it.each([0, 1, 159, 161, 320])('refuses a frame of %d bytes', (bytes) => {
    expect(refusalOf(new Uint8Array(bytes))).toMatchObject({
      code: ErrorCode.AudioUnreadable,
      peerFault: true,
      detail: { bytes },
    });
  });

  it('refuses a frame cut at any length', () => {
    const frame = noiseFrame();
    for (let bytes = 0; bytes < 160; bytes++) refusalOf(frame.subarray(0, bytes));
  });

  it.each([0, 1, 7])('refuses a step of %d eighths', (step) => {
    expect(refusalOf(frameOf(0, step)).detail).toEqual({ step });
  });

  it.each([8, 16_383])('accepts a step of %d eighths', (step) => {
    const samples = decoder.decode(frameOf(0, step, (writer) => writeCodes(writer, [2])));
    expect(samples[0]).toBe((step + 4) >> 3);
  });

  it('refuses codes that exceed the frame', () => {
    const frame = frameOf(3, 8).fill(0xff, 2);
    expect(refusalOf(frame).message).toBe('more codes than bits');
  });

  it('accepts codes that end with the last bit, and refuses one bit more', () => {
    const random = seededRandom(2);
    const codes = Array.from({ length: 160 }, () => 58 + ((random() * 60) | 0));
    const sizes = new Map<number, Uint8Array>();
    for (codes[159] = 0; codes[159] < 1500; codes[159]++) {
      let bits = 0;
      const frame = frameOf(0, 8, (writer) => (bits = 16 + writeCodes(writer, codes)));
      if (!sizes.has(bits)) sizes.set(bits, frame);
    }
    const [full, over] = [sizes.get(1280), sizes.get(1281)];
    expect([...decoder.decode(full!)].slice(0, 159)).toEqual(codes.slice(0, 159).map(levelOfCode));
    expect(refusalOf(over!)).toMatchObject({
      message: 'more codes than bits',
      detail: { bitsRead: 1281 },
    });
  });

  it('refuses a code of more than 17 bits without an escape', () => {
    // A largest code first raises the parameter to 13; 19 << 13 is then more than 17 bits hold.
    const frame = (ones: number) =>
      frameOf(0, 8, (writer) => {
        writeCodes(writer, [131_071]);
        writer.write(-2, ones + 1);
        writer.write(0, 13);
      });
    expect(refusalOf(frame(19)).message).toBe('a code beyond 17 bits');
    expect(refusalOf(frame(16)).message).toBe('a code beyond 17 bits');
    expect(decoder.decode(frame(15))[1]).toBe(32_767);
  });

  it.each([341, 342, 800, 1279])('refuses padding with a one in bit %d', (bit) => {
    const silence = frameOf(0, 8, (writer) => writeCodes(writer, new Array(160).fill(0)));
    expect([...decoder.decode(silence)]).toEqual(new Array(160).fill(0));
    silence[bit >> 3] |= 0x80 >> (bit & 7);
    expect(refusalOf(silence)).toMatchObject({
      message: 'padding that is not zero',
      detail: { bitsRead: 341 },
    });
  });

  it('refuses an output array of the wrong size as our own mistake', () => {
    for (const into of [new Int16Array(159), new Int16Array(161)]) {
      expect(() => decoder.decode(noiseFrame(), into)).toThrow(
        expect.objectContaining({ code: ErrorCode.Usage, peerFault: false }),
      );
    }
  });

  it('decodes correctly after a refusal', () => {
    const frame = noiseFrame();
    const samples = new Nlp64Decoder().decode(frame);
    refusalOf(new Uint8Array(160).fill(0xff));
    expect(decoder.decode(frame)).toEqual(samples);
  });
});

describe('Nlp64Decoder on hostile frames', () => {
  const random = seededRandom(64);
  const valid = noiseFrame();
  const frame = new Uint8Array(160);
  const below = (limit: number) => (random() * limit) | 0;
  const { stackTraceLimit } = Error;

  // Hundreds of thousands of stack traces would take most of the time.
  beforeAll(() => (Error.stackTraceLimit = 0));
  afterAll(() => (Error.stackTraceLimit = stackTraceLimit));

  /** Ways in which an attacker may make a frame. */
  const ATTACKS: readonly [string, () => void][] = [
    ['random bytes', () => frame.forEach((_, i) => (frame[i] = below(256)))],
    [
      'random codes of a small range, so that many fit',
      () => {
        frame.set(frameOf(below(4), 8 + below(16_000)));
        const density = random() / 3;
        for (let i = 2; i < 160; i++) frame[i] = random() < density ? below(256) : 0;
      },
    ],
    [
      'flipped bits',
      () => {
        frame.set(valid);
        for (let flips = 1 + below(8); flips > 0; flips--) frame[below(160)] ^= 1 << below(8);
      },
    ],
    [
      'the start of one frame and the end of another',
      () => {
        frame.set(valid);
        for (let i = below(160); i < 160; i++) frame[i] = below(256);
      },
    ],
    [
      'long runs of ones, which drive the state of the code up',
      () => {
        frame.set(frameOf(below(4), 16_383));
        for (let i = 2; i < 160; i++) frame[i] = random() < 0.8 ? 0xff : below(256);
      },
    ],
  ];

  it.each(ATTACKS)('refuses or decodes %s, in bounded work', (_, make) => {
    const into = new Int16Array(160);
    const outcome = { refused: 0, touched: 0, mostBitsRead: 0 };
    for (let i = 0; i < 100_000; i++) {
      make();
      into[0] = 1234;
      into[159] = 1234;
      try {
        decoder.decode(frame, into);
      } catch (error) {
        if (!(error instanceof Nlp64Error)) throw error;
        outcome.refused++;
        if (into[0] !== 1234 || into[159] !== 1234) outcome.touched++;
        const bitsRead = Number(error.detail['bitsRead'] ?? 0);
        outcome.mostBitsRead = Math.max(outcome.mostBitsRead, bitsRead);
      }
    }
    expect(outcome.refused).toBeGreaterThan(1000);
    expect(outcome.touched).toBe(0);
    expect(outcome.mostBitsRead).toBeLessThanOrEqual(1280 + LONGEST_CODE);
  });
});
