import { ErrorCode, UsageError } from '@sealwave/kernel';
import { BitReader } from '../nlp64/bit-reader';
import { BitWriter } from '../nlp64/bit-writer';
import { CodedAudioError } from './coded-audio-error';
import { energyOf, energyOfDifference } from '../pcm/energy';
import {
  FRAME_SAMPLES,
  type FrameEnergies,
  type VoiceCoder,
  type VoiceDecoder,
  type VoiceEncoder,
} from './voice-coder';

/** Turns each sample into a level of a fixed number of bits. Neighbouring samples do not matter. */
export interface SampleQuantizer {
  /** Bits per level, 1 to 16. */
  readonly bits: number;
  quantize(samples: Int16Array): Int16Array;
  /** Turns levels back into samples. Expects signed levels: `bits` bits, sign-extended. */
  dequantize(levels: Int16Array): Int16Array;
}

/**
 * Makes a voice coder from a quantiser. The coder packs levels of `bits` bits without gaps, in two's
 * complement.
 */
export class SampleCoder implements VoiceCoder {
  readonly frameBytes: number;

  constructor(
    readonly name: string,
    private readonly quantizer: SampleQuantizer,
  ) {
    this.frameBytes = (FRAME_SAMPLES * quantizer.bits) / 8;
  }

  newEncoder(): VoiceEncoder {
    return new SampleEncoder(this.quantizer, this.frameBytes);
  }

  newDecoder(): VoiceDecoder {
    return new SampleDecoder(this.quantizer, this.frameBytes);
  }
}

class SampleEncoder implements VoiceEncoder {
  private readonly writer = new BitWriter();

  constructor(
    private readonly quantizer: SampleQuantizer,
    private readonly frameBytes: number,
  ) {}

  encode(samples: Int16Array, into: Uint8Array): FrameEnergies {
    if (samples.length !== FRAME_SAMPLES || into.length !== this.frameBytes) {
      throw new UsageError(ErrorCode.Usage, 'not one frame', {
        samples: samples.length,
        bytes: into.length,
      });
    }
    const levels = this.quantizer.quantize(samples);
    this.writer.start(into);
    for (const level of levels) this.writer.write(level, this.quantizer.bits);
    this.writer.finish();
    const decoded = this.quantizer.dequantize(levels);
    return {
      signalEnergy: energyOf(samples),
      noiseEnergy: energyOfDifference(samples, decoded),
    };
  }
}

class SampleDecoder implements VoiceDecoder {
  private readonly reader: BitReader;

  constructor(
    private readonly quantizer: SampleQuantizer,
    private readonly frameBytes: number,
  ) {
    this.reader = new BitReader(frameBytes);
  }

  decode(frame: Uint8Array, into: Int16Array = new Int16Array(FRAME_SAMPLES)): Int16Array {
    if (into.length !== FRAME_SAMPLES) {
      throw new UsageError(ErrorCode.Usage, 'the output does not have the length of one frame', {
        samples: into.length,
      });
    }
    if (frame.length !== this.frameBytes) {
      throw new CodedAudioError('the frame has the wrong length', { bytes: frame.length });
    }
    const { bits } = this.quantizer;
    const levels = new Int16Array(FRAME_SAMPLES);
    this.reader.start(frame);
    for (let i = 0; i < FRAME_SAMPLES; i++) {
      levels[i] = (this.reader.read(bits) << (32 - bits)) >> (32 - bits);
    }
    into.set(this.quantizer.dequantize(levels));
    return into;
  }
}
