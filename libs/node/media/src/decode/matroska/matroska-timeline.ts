import { AudioError } from '../audio-error';
import type { EbmlElement } from './ebml';
import { ID } from './matroska-elements';
import type { MatroskaReader } from './matroska-reader';
import { LONGEST_PACKET_SAMPLES, USUAL_SAMPLES } from '../opus/opus-part';

const SAMPLES_PER_MS = 48;
const NS_PER_MS = 1e6;
const DEFAULT_SCALE_NS = 1e6;

/**
 * Least delay of a block that counts as a gap. An encoder that writes nothing during silence leaves gaps.
 * Smaller delays come from an inexact clock.
 */
const MIN_GAP_SAMPLES = 60 * SAMPLES_PER_MS;

/** Tolerance for times. Most are in whole milliseconds. */
const MAX_ROUNDING_SAMPLES = 2 * SAMPLES_PER_MS;

/** How much shorter than stated the sound may be. Some recorders measure the duration by the wall clock. */
const MAX_SHORTFALL_MS = 500;

/** Compares the sound of a file with the times that the file states. */
export class MatroskaTimeline {
  /** Whether the stated duration of the file is that of its sound. */
  isWholeFile = false;
  private scaleNs = DEFAULT_SCALE_NS;
  private statedMs = 0;
  private clusterTime = 0;
  private origin: number | null = null;
  private samples = 0;
  private doubtfulAt = 0;

  readInfo(info: EbmlElement, reader: MatroskaReader): void {
    let duration = 0;
    for (const child of reader.childrenOf(info)) {
      if (child.id === ID.timestampScale) this.scaleNs = reader.unsigned(child) || DEFAULT_SCALE_NS;
      if (child.id === ID.duration) duration = reader.float(child);
    }
    this.statedMs = (duration * this.scaleNs) / NS_PER_MS;
  }

  enterCluster(time: number): void {
    this.clusterTime = time;
  }

  /**
   * Places a block of `samples` at 48 kHz.
   * @param time time of the block in the file's unit, from the beginning of its cluster.
   * @returns the samples missing before it.
   */
  place(time: number, samples: number): number {
    const at = this.samplesAt(time);
    this.origin ??= at;
    const gap = Math.round(at - this.origin - this.samples);
    const missing = gap > MIN_GAP_SAMPLES ? gap : 0;
    this.samples += missing + samples;
    return missing;
  }

  /** Notes the start of a packet that cannot be decoded. */
  doubt(time: number): void {
    this.doubtfulAt = this.samplesAt(time);
    this.origin ??= this.doubtfulAt;
  }

  /**
   * Decides how long the packet of {@link doubt} lasts. 0 means that it has no place of its own.
   * @param samples its expected length; undefined at the beginning of a stream, where only the next block
   * tells.
   * @param next time of the next block; undefined when there is none. Then the packet counts as the end of the
   * sound, which would be too short without it.
   */
  settle(samples: number | undefined, next?: number): number {
    const space =
      next === undefined ? undefined : Math.round(this.samplesAt(next) - this.doubtfulAt);
    const expected = samples ?? space ?? USUAL_SAMPLES;
    const isInPlace =
      expected > 0 &&
      expected <= LONGEST_PACKET_SAMPLES &&
      Math.abs((space ?? expected) - expected) <= MAX_ROUNDING_SAMPLES;
    if (!isInPlace) {
      // The writer did not know the packet's length. So all later times are shifted.
      this.origin = this.doubtfulAt + (space ?? 0) - this.samples;
      return 0;
    }
    this.samples += expected;
    return expected;
  }

  private samplesAt(time: number): number {
    return ((this.clusterTime + time) * this.scaleNs * SAMPLES_PER_MS) / NS_PER_MS;
  }

  /**
   * Checks the end of the file.
   * @throws AudioError when the sound is shorter than the file states.
   */
  checkEnd(): void {
    const heldMs = this.samples / SAMPLES_PER_MS;
    if (this.isWholeFile && this.statedMs > heldMs + MAX_SHORTFALL_MS) throw AudioError.cut();
  }
}
