import { AudioError } from '../audio-error';
import type { EbmlElement } from './ebml';
import { ID } from './matroska-elements';
import type { MatroskaReader } from './matroska-reader';
import { LONGEST_PACKET_SAMPLES, USUAL_SAMPLES } from '../opus/opus-part';

const SAMPLES_PER_MS = 48;
const NS_PER_MS = 1e6;
const DEFAULT_SCALE_NS = 1e6;

/**
 * Blocks that come later than this after the sound before them leave a gap, as an encoder does that writes nothing
 * while nobody speaks. What is less is the clock of a recorder that is not exact.
 */
const MIN_GAP_SAMPLES = 60 * SAMPLES_PER_MS;

/** Times are in whole milliseconds, mostly. */
const MAX_ROUNDING_SAMPLES = 2 * SAMPLES_PER_MS;

/** How much longer a file may say that it is: some recorders state a length by the clock on the wall. */
const MAX_SHORTFALL_MS = 500;

/** Holds the sound of one file against the times that the file states. */
export class MatroskaTimeline {
  /** Whether the length that the file states is that of its sound. */
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
   * @param time of the block, in the unit of the file from the beginning of its cluster.
   * @returns samples that are missing before it.
   */
  place(time: number, samples: number): number {
    const at = this.samplesAt(time);
    this.origin ??= at;
    const gap = Math.round(at - this.origin - this.samples);
    const missing = gap > MIN_GAP_SAMPLES ? gap : 0;
    this.samples += missing + samples;
    return missing;
  }

  /** Notes when a packet begins that cannot be decoded. */
  doubt(time: number): void {
    this.doubtfulAt = this.samplesAt(time);
    this.origin ??= this.doubtfulAt;
  }

  /**
   * Settles how long the packet of {@link doubt} lasts: 0 where it has no place of its own among the others.
   * @param samples as long as it should be; at the beginning of a stream the next block alone tells.
   * @param next when the next block begins; `undefined` where there is none: the packet then counts as the end of the
   *   sound, which would be shorter without it.
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
      // Who wrote it did not know how long it is, so that all times behind it are off.
      this.origin = this.doubtfulAt + (space ?? 0) - this.samples;
      return 0;
    }
    this.samples += expected;
    return expected;
  }

  private samplesAt(time: number): number {
    return ((this.clusterTime + time) * this.scaleNs * SAMPLES_PER_MS) / NS_PER_MS;
  }

  /** @throws AudioError when the sound is shorter than the file says. */
  checkEnd(): void {
    const heldMs = this.samples / SAMPLES_PER_MS;
    if (this.isWholeFile && this.statedMs > heldMs + MAX_SHORTFALL_MS) throw AudioError.cut();
  }
}
