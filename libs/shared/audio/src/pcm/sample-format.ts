import { compressALaw, expandALaw } from '../wav/a-law';
import { compressMuLaw, expandMuLaw } from '../wav/mu-law';

/**
 * How a WAVE file stores one sample. `u8` is unsigned, `s16` to `s32` are signed, `f32` and `f64` are IEEE 754
 * floats; all are little-endian. `a-law` and `mu-law` are the 8-bit laws of telephone networks (ITU-T G.711).
 */
export type SampleFormat = 'u8' | 's16' | 's24' | 's32' | 'f32' | 'f64' | 'a-law' | 'mu-law';

/** Reads and writes one sample; `value` has full scale at [-1, 1). */
export interface SampleCoding {
  readonly bytes: number;
  read(view: DataView, at: number): number;
  write(view: DataView, at: number, value: number): void;
}

/** The coding of each {@link SampleFormat}; writing rounds half up and saturates. */
export const SAMPLE_CODINGS: Readonly<Record<SampleFormat, SampleCoding>> = {
  u8: {
    bytes: 1,
    read: (view, at) => (view.getUint8(at) - 128) / 128,
    write: (view, at, value) => view.setUint8(at, toLevel(value, 128) + 128),
  },
  s16: {
    bytes: 2,
    read: (view, at) => view.getInt16(at, true) / 0x8000,
    write: (view, at, value) => view.setInt16(at, toLevel(value, 0x8000), true),
  },
  s24: {
    bytes: 3,
    read: (view, at) => (view.getInt16(at + 1, true) * 256 + view.getUint8(at)) / 0x800000,
    write: (view, at, value) => {
      const level = toLevel(value, 0x800000);
      view.setUint8(at, level & 0xff);
      view.setInt16(at + 1, level >> 8, true);
    },
  },
  s32: {
    bytes: 4,
    read: (view, at) => view.getInt32(at, true) / 0x80000000,
    write: (view, at, value) => view.setInt32(at, toLevel(value, 0x80000000), true),
  },
  f32: {
    bytes: 4,
    read: (view, at) => finite(view.getFloat32(at, true)),
    write: (view, at, value) => view.setFloat32(at, finite(value), true),
  },
  f64: {
    bytes: 8,
    // `Float32Array` turns a double that is too large into infinity, so it counts as 0.
    read: (view, at) => finite(Math.fround(view.getFloat64(at, true))),
    write: (view, at, value) => view.setFloat64(at, finite(value), true),
  },
  'a-law': {
    bytes: 1,
    read: (view, at) => expandALaw(view.getUint8(at)) / 0x8000,
    write: (view, at, value) => view.setUint8(at, compressALaw(toLevel(value, 0x8000))),
  },
  'mu-law': {
    bytes: 1,
    read: (view, at) => expandMuLaw(view.getUint8(at)) / 0x8000,
    write: (view, at, value) => view.setUint8(at, compressMuLaw(toLevel(value, 0x8000))),
  },
};

/**
 * Rounds `value` x `scale` to the levels -`scale` to `scale` - 1, halves up. Values beyond the range
 * saturate, and NaN becomes 0.
 */
export function toLevel(value: number, scale: number): number {
  const level = Math.floor(value * scale + 0.5);
  if (level >= scale) return scale - 1;
  if (level >= -scale) return level;
  return Number.isNaN(level) ? 0 : -scale;
}

/** Replaces NaN and infinity by 0. Either would spread over the length of every later filter. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
