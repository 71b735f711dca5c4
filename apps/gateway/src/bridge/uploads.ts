import type { AudioPart } from '@sealwave/contracts';
import { concat } from '@sealwave/kernel';
import { RequestError } from './request-error';

/** What the uploads of one browser may cost. */
export interface UploadLimits {
  /** Uploads at the same time. */
  readonly maxUploads: number;
  /** Of one upload, in bytes. */
  readonly maxBytes: number;
  /** An upload to which nothing was added for so long is dropped, in milliseconds. */
  readonly idleMs: number;
}

/** Counts the bytes of an upload together with all that is unfinished of the same address. */
export interface UploadCount {
  hold(bytes: number): void;
}

/** Recordings that one browser uploads part by part, until it sends them (docs/protocol.md, M8.10). */
export class Uploads {
  private readonly uploads = new Map<string, Upload>();

  /** @param countFor counts an upload; calls back when there is too much of its address, and it has to go. */
  constructor(
    private readonly limits: UploadLimits,
    private readonly countFor: (drop: () => void) => UploadCount,
  ) {}

  /**
   * Adds a part to its recording and returns the bytes of that so far. A part that is refused ends the
   * upload.
   * @throws RequestError when it is out of place, too large or of one upload too many.
   */
  add({ id, offset, audio }: AudioPart): number {
    const before = this.uploads.get(id)?.length ?? 0;
    const isInPlace = offset === 0 || offset === before;
    const length = offset + audio.length;
    if (!isInPlace || offset === 0 || length > this.limits.maxBytes) this.drop(id);
    if (!isInPlace) throw RequestError.outOfPlace(offset, before);
    if (length > this.limits.maxBytes) throw RequestError.tooLarge(length, this.limits.maxBytes);
    const upload = this.uploads.get(id) ?? this.begin(id);
    upload.add(audio);
    // Counting it may have ended it.
    if (this.uploads.get(id) !== upload) throw RequestError.addressFull();
    return upload.length;
  }

  /** What was uploaded under `id`, which is then no longer kept here. */
  take(id: string): Uint8Array | undefined {
    const bytes = this.uploads.get(id)?.bytes;
    this.drop(id);
    return bytes;
  }

  /** Returns whether there was anything under `id`. */
  drop(id: string): boolean {
    this.uploads.get(id)?.end();
    return this.uploads.delete(id);
  }

  /** Drops them all. */
  clear(): void {
    for (const id of this.uploads.keys()) this.drop(id);
  }

  private begin(id: string): Upload {
    const { maxUploads, idleMs } = this.limits;
    if (this.uploads.size >= maxUploads) throw RequestError.busy(maxUploads);
    const idle = setTimeout(() => this.drop(id), idleMs).unref();
    const count = this.countFor(() => this.drop(id));
    const upload = new Upload(idle, count);
    this.uploads.set(id, upload);
    return upload;
  }
}

/** Parts below this are copied together: each array costs more than its bytes. */
const CHUNK_BYTES = 64 * 1024;

/** One recording in the making. It takes as much memory as came, and hardly more, however many parts there are. */
class Upload {
  length = 0;
  private readonly chunks: Uint8Array[] = [];
  private lastFilled = 0;

  constructor(
    private readonly idle: NodeJS.Timeout,
    private readonly count: UploadCount,
  ) {}

  get bytes(): Uint8Array {
    const last = this.chunks.at(-1)?.subarray(0, this.lastFilled);
    return concat(...this.chunks.slice(0, -1), ...(last ? [last] : []));
  }

  add(part: Uint8Array): void {
    for (let from = 0; from < part.length;) {
      if (this.chunks.length === 0 || this.lastFilled === CHUNK_BYTES) {
        this.chunks.push(new Uint8Array(CHUNK_BYTES));
        this.lastFilled = 0;
      }
      const piece = part.subarray(from, from + CHUNK_BYTES - this.lastFilled);
      this.chunks[this.chunks.length - 1].set(piece, this.lastFilled);
      this.lastFilled += piece.length;
      from += piece.length;
    }
    this.length += part.length;
    this.idle.refresh();
    this.count.hold(this.length);
  }

  end(): void {
    clearTimeout(this.idle);
    this.count.hold(0);
  }
}
