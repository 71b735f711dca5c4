/** The content of an MPEG audio frame's header (ISO/IEC 11172-3, 2.4.1.3, and 13818-3). */
export interface Mp3Header {
  /** Size of the whole frame in bytes. */
  readonly bytes: number;
  /** Samples of each channel. */
  readonly samples: number;
  /** Sampling rate in Hz. */
  readonly samplingRate: number;
  readonly channelCount: number;
  /** Bytes between the header and the encoder's notes. */
  readonly sideBytes: number;
}

/** Size of a frame header in bytes. */
export const MP3_HEADER_BYTES = 4;

const MPEG_1 = 3;
const MPEG_2_5 = 0;
const RESERVED_VERSION = 1;
const LAYER_3 = 1;
const LAYER_2 = 2;
const MONO = 3;
const RATES = [44_100, 48_000, 32_000];

/** Bit rates of layers II and III in kbit/s, for codes 1 to 14. */
const KBITS = {
  mpeg1Layer2: [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  mpeg1Layer3: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  mpeg2: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

/** Reads the header at `at`. `undefined` when there is none, or when recorders do not write its kind. */
export function readMp3Header(bytes: Uint8Array, at: number): Mp3Header | undefined {
  if (at + MP3_HEADER_BYTES > bytes.length) return undefined;
  const [first, second, third, fourth] = bytes.subarray(at, at + MP3_HEADER_BYTES);
  if (first !== 0xff || second < 0xe0) return undefined;
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  const kbits = kbitsOf(version, layer)?.[(third >> 4) - 1];
  const rate = RATES[(third >> 2) & 3];
  if (version === RESERVED_VERSION || kbits === undefined || rate === undefined) return undefined;
  const samplingRate = rate / rateDivisor(version);
  const samples = layer === LAYER_3 && version !== MPEG_1 ? 576 : 1152;
  const padding = (third >> 1) & 1;
  const channelCount = fourth >> 6 === MONO ? 1 : 2;
  return {
    bytes: Math.floor((samples * kbits * 125) / samplingRate) + padding,
    samples,
    samplingRate,
    channelCount,
    sideBytes: version === MPEG_1 ? [17, 32][channelCount - 1] : [9, 17][channelCount - 1],
  };
}

function kbitsOf(version: number, layer: number): readonly number[] | undefined {
  if (layer !== LAYER_2 && layer !== LAYER_3) return undefined;
  if (version !== MPEG_1) return KBITS.mpeg2;
  return layer === LAYER_3 ? KBITS.mpeg1Layer3 : KBITS.mpeg1Layer2;
}

function rateDivisor(version: number): number {
  if (version === MPEG_1) return 1;
  return version === MPEG_2_5 ? 4 : 2;
}
