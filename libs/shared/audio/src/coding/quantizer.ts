import { ErrorCode, UsageError } from '@sealwave/kernel';

/**
 * The uniform mid-tread quantiser of the requirements. Its step is 2 / 2^bits of full scale [-1, 1), and it has
 * exactly 2^bits levels. It clamps at the outermost levels, so that no sample wraps to the other sign. A sample
 * half way between two levels is rounded up. All arithmetic is in whole numbers on 16-bit samples, where one
 * step is 2^(16 - bits). So every machine computes the same bits.
 */
export class Quantizer {
  readonly lowestLevel: number;
  readonly highestLevel: number;
  private readonly shift: number;

  /**
   * @param bits bits per level, 1 to 16; 16 bits lose nothing.
   * @throws UsageError for any other number.
   */
  constructor(readonly bits: number) {
    if (!Number.isInteger(bits) || bits < 1 || bits > 16) {
      throw new UsageError(ErrorCode.Usage, 'a level has 1 to 16 bits', { bits });
    }
    this.shift = 16 - bits;
    this.lowestLevel = -(2 ** (bits - 1));
    this.highestLevel = 2 ** (bits - 1) - 1;
  }

  /** Distance between two levels, on a scale where full scale is [-1, 1). */
  get step(): number {
    return 2 / 2 ** this.bits;
  }

  /** The level of each sample. */
  quantize(samples: Int16Array): Int16Array {
    const half = (1 << this.shift) >> 1;
    const levels = new Int16Array(samples.length);
    for (let i = 0; i < samples.length; i++) {
      const level = (samples[i] + half) >> this.shift;
      levels[i] = level > this.highestLevel ? this.highestLevel : level;
    }
    return levels;
  }

  /** The sample that each level stands for. */
  dequantize(levels: ArrayLike<number>): Int16Array {
    const samples = new Int16Array(levels.length);
    for (let i = 0; i < levels.length; i++) samples[i] = levels[i] << this.shift;
    return samples;
  }
}

const pcm8 = new Quantizer(8);

/** Codes 16-bit samples as `pcm8`: one level of the 8-bit {@link Quantizer} per sample, -128 to 127. */
export function encodePcm8(samples: Int16Array): Int8Array {
  return new Int8Array(pcm8.quantize(samples));
}
