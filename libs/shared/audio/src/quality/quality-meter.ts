import { DecibelHistogram } from './decibel-histogram';
import { energyOfDifference } from '../pcm/energy';
import { toDbfs } from '../pcm/level';
import {
  ACTIVE_LEVEL_DBFS,
  floorDb,
  LOSSLESS_FRAME_DB,
  type QualityReport,
  REQUIRED_SNR_DB,
} from './quality-report';
import { Quantizer } from '../coding/quantizer';
import type { Snr } from './snr';
import { FRAME_SAMPLES, type FrameEnergies } from '../coding/voice-coder';

const FULL_SCALE = 0x8000;

/** Frames are compared by their exact energies. A logarithm could be wrong at the limit. */
const REQUIRED_RATIO = 10 ** (REQUIRED_SNR_DB / 10);
const ACTIVE_ENERGY = FRAME_SAMPLES * FULL_SCALE ** 2 * 10 ** (ACTIVE_LEVEL_DBFS / 10);

const pcm8 = new Quantizer(8);

/**
 * Makes the {@link QualityReport} of a message, frame by frame. Messages of any length take the same memory.
 */
export class QualityMeter {
  private sampleCount = 0;
  private codedBytes = 0;
  private clippedSamples = 0;
  private readonly total = { signalEnergy: 0, noiseEnergy: 0 };
  private pcm8NoiseEnergy = 0;
  private readonly nonSilent = { frames: 0, passing: 0 };
  private readonly active = { frames: 0, passing: 0 };
  private readonly frameSnrs = new DecibelHistogram(LOSSLESS_FRAME_DB);

  /**
   * Adds one frame.
   * @param samples the samples that were coded, without the padding of a last frame.
   * @param frame the coded bytes.
   * @param energies what the encoder returned for this frame.
   */
  add(samples: Int16Array, frame: Uint8Array, energies: FrameEnergies): void {
    this.sampleCount += samples.length;
    this.codedBytes += frame.length;
    for (const sample of samples) {
      if (sample === -FULL_SCALE || sample === FULL_SCALE - 1) this.clippedSamples++;
    }
    const throughPcm8 = pcm8.dequantize(pcm8.quantize(samples));
    this.pcm8NoiseEnergy += energyOfDifference(samples, throughPcm8);
    this.total.signalEnergy += energies.signalEnergy;
    this.total.noiseEnergy += energies.noiseEnergy;
    if (energies.signalEnergy > 0) this.addNonSilent(energies);
  }

  /** The report on all frames so far. */
  get report(): QualityReport {
    const { signalEnergy, noiseEnergy } = this.total;
    return {
      sampleCount: this.sampleCount,
      codedBytes: this.codedBytes,
      snr: snrOf(signalEnergy, noiseEnergy),
      pcm8Snr: snrOf(signalEnergy, this.pcm8NoiseEnergy),
      lowestFrameSnrDb: this.frameSnrs.quantile(0),
      firstPercentileFrameSnrDb: this.frameSnrs.quantile(0.01),
      nonSilent: { ...this.nonSilent },
      active: { ...this.active },
      rmsDbfs: floorDb(
        toDbfs(Math.sqrt(signalEnergy / Math.max(1, this.sampleCount)) / FULL_SCALE),
      ),
      clippedSamples: this.clippedSamples,
    };
  }

  private addNonSilent({ signalEnergy, noiseEnergy }: FrameEnergies): void {
    const passing = signalEnergy >= REQUIRED_RATIO * noiseEnergy ? 1 : 0;
    this.frameSnrs.add(10 * Math.log10(signalEnergy / noiseEnergy));
    this.nonSilent.frames++;
    this.nonSilent.passing += passing;
    if (signalEnergy < ACTIVE_ENERGY) return;
    this.active.frames++;
    this.active.passing += passing;
  }
}

function snrOf(signalEnergy: number, noiseEnergy: number): Snr {
  if (signalEnergy === 0) return { kind: 'silence' };
  if (noiseEnergy === 0) return { kind: 'lossless' };
  return { kind: 'measured', db: floorDb(10 * Math.log10(signalEnergy / noiseEnergy)) };
}
