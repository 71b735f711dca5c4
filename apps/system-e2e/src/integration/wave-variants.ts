import { concat } from '@sealwave/kernel';
import { spoken } from './speech';

const RATE = 8_000;
/** The stated length when the program does not know it yet, or when another chunk has it. */
const UNKNOWN = 0xffff_ffff;

/** How samples are stored. */
interface SampleForm {
  /** 1 for integers, 3 for floats. */
  readonly tag: number;
  readonly bytes: number;
  readonly channels: number;
  write(to: DataView, at: number, sample: number): void;
}

const S16: SampleForm = {
  ...{ tag: 1, bytes: 2, channels: 1 },
  write: (to, at, sample) => to.setInt16(at, sample * 0x7fff, true),
};
const U8: SampleForm = {
  ...{ tag: 1, bytes: 1, channels: 1 },
  write: (to, at, sample) => to.setUint8(at, Math.round(sample * 127) + 128),
};
const S24_STEREO: SampleForm = {
  ...{ tag: 1, bytes: 3, channels: 2 },
  write: (to, at, sample) => {
    const level = Math.round(sample * 0x7f_ffff);
    to.setUint8(at, level & 0xff);
    to.setInt16(at + 1, level >> 8, true);
  },
};
const F32: SampleForm = {
  ...{ tag: 3, bytes: 4, channels: 1 },
  write: (to, at, sample) => to.setFloat32(at, sample, true),
};
const F64: SampleForm = {
  ...{ tag: 3, bytes: 8, channels: 1 },
  write: (to, at, sample) => to.setFloat64(at, sample, true),
};

/**
 * The spoken sentence of the recordings here, as WAVE files of several programs. The key names the special
 * property of each.
 */
export const WAVE_VARIANTS: Readonly<Record<string, () => Uint8Array>> = {
  'WAVE of 8 bits': () => riff(U8),
  'WAVE of 24 bits, two channels': () => riff(S24_STEREO),
  'WAVE of 32-bit floats': () => riff(F32),
  'WAVE of 64-bit floats': () => riff(F64),
  'WAVE with twice its block size': () => riff(S16, { blockBytes: 4 }),
  'WAVE from a pipe': () => riff(S16, { length: UNKNOWN }),
  'WAVE whose length was never filled in': () => riff(S16, { length: 0 }),
  'WAVE with an odd chunk in front of its sound': () =>
    riff(S16, { before: chunk('LIST', Buffer.from('INFO of an odd length')) }),
  RF64: () => riff(S16, { magic: 'RF64', length: UNKNOWN, before: lengths(S16) }),
  BW64: () => riff(S16, { magic: 'BW64', length: UNKNOWN, before: lengths(S16) }),
};

interface Shape {
  readonly magic?: string;
  /** The stated length, instead of the true one. */
  readonly length?: number;
  readonly blockBytes?: number;
  /** Chunks before the others. */
  readonly before?: Uint8Array;
}

function riff(form: SampleForm, shape: Shape = {}): Uint8Array {
  const { magic = 'RIFF', length, before = new Uint8Array(0) } = shape;
  const sound = samplesIn(form);
  const content = concat(
    Buffer.from('WAVE'),
    before,
    chunk('fmt ', formatOf(form, shape.blockBytes)),
    chunk('data', sound, length),
  );
  return concat(Buffer.from(magic), u32(length ?? content.length), content);
}

function formatOf({ tag, bytes, channels }: SampleForm, blockBytes = bytes * channels): Uint8Array {
  const head = new DataView(new ArrayBuffer(16));
  head.setUint16(0, tag, true);
  head.setUint16(2, channels, true);
  head.setUint32(4, RATE, true);
  head.setUint32(8, RATE * blockBytes, true);
  head.setUint16(12, blockBytes, true);
  head.setUint16(14, 8 * bytes, true);
  return new Uint8Array(head.buffer);
}

function samplesIn({ bytes, channels, write }: SampleForm): Uint8Array {
  const samples = spoken();
  const view = new DataView(new ArrayBuffer(samples.length * bytes * channels));
  samples.forEach((sample, i) => {
    for (let channel = 0; channel < channels; channel++)
      write(view, (i * channels + channel) * bytes, sample);
  });
  return new Uint8Array(view.buffer);
}

/** The chunk with the lengths of files above 4 GiB (EBU Tech 3306). */
function lengths(form: SampleForm): Uint8Array {
  const body = Buffer.alloc(28);
  const bytes = samplesIn(form).length;
  body.writeBigUInt64LE(BigInt(bytes + 72), 0);
  body.writeBigUInt64LE(BigInt(bytes), 8);
  body.writeBigUInt64LE(BigInt(bytes / (form.bytes * form.channels)), 16);
  return chunk('ds64', body);
}

function chunk(id: string, body: Uint8Array, length = body.length): Uint8Array {
  return concat(Buffer.from(id), u32(length), body, new Uint8Array(body.length % 2));
}

function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
