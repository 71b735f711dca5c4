import { sha256 } from '@sealwave/crypto';
import { type Bytes, concat } from '@sealwave/kernel';
import { u32 } from '../encoding/byte-reader';

const DIGEST_BYTES = 32;

/**
 * Computes the digest of all frames of a transmission, while holding at most the frames under one key. For each
 * run of frames under one key, `d = SHA-256(d || each frame after its length as u32)`. At first, `d` is 32 zero
 * bytes.
 */
export class FrameDigest {
  private digest: Bytes = new Uint8Array(DIGEST_BYTES);
  private run = 0;
  private frames: { readonly counter: number; readonly frame: Bytes }[] = [];
  private folding: Promise<unknown> = Promise.resolve();

  /**
   * Adds a frame. The frames of one run may come in any order. A late frame of an earlier run makes the digest
   * wrong.
   * @param run number of its key.
   */
  add(run: number, counter: number, frame: Bytes): void {
    if (run !== this.run) this.fold();
    this.run = run;
    this.frames.push({ counter, frame });
  }

  /** The digest of all frames so far. */
  async finish(): Promise<Bytes> {
    this.fold();
    await this.folding;
    return this.digest;
  }

  private fold(): void {
    if (this.frames.length === 0) return;
    const sorted = this.frames.sort((a, b) => a.counter - b.counter);
    this.frames = [];
    const parts = sorted.flatMap(({ frame }) => [u32(frame.length), frame]);
    this.folding = this.folding.then(async () => {
      this.digest = await sha256(concat(this.digest, ...parts));
    });
  }
}
