import type { AudioPart, Failure } from '@sealwave/contracts';
import { concat, ErrorCode } from '@sealwave/kernel';
import { RequestError } from '../browser/request-error';

/** Limits for the uploads of one browser. */
export interface UploadLimits {
  /** Uploads at the same time. */
  readonly maxUploads: number;
  /** Size of one upload, in bytes. */
  readonly maxBytes: number;
  /** How long an upload may wait for its next part, in milliseconds. Then it is dropped. */
  readonly idleMs: number;
}

/** Number of ended uploads to remember, each with the reason of its end. */
const KEPT_ENDS = 32;

const IDLE: Failure = {
  code: ErrorCode.FrameStalled,
  message: 'the next part of the upload did not arrive in time',
};

/** Counts the bytes of an upload together with everything unfinished of its address. */
export interface UploadCount {
  hold(bytes: number): void;
}

/** Recordings that one browser uploads part by part before it sends them (docs/protocol.md, M8.10). */
export class Uploads {
  private readonly uploads = new Map<string, Upload>();
  private readonly ends = new Map<string, RequestError>();

  /**
   * @param limits what the uploads may cost.
   * @param countFor starts to count an upload. It calls back when the upload must be dropped, because its
   * address has too much.
   */
  constructor(
    private readonly limits: UploadLimits,
    private readonly countFor: (drop: (why: Failure) => void) => UploadCount,
  ) {}

  /**
   * Adds a part to its recording. A refused part ends the upload. Later parts that were already on their way
   * get the same error.
   * @returns the bytes of the recording so far.
   * @throws RequestError when the part is out of place or too large, when there are too many uploads, or when
   * the upload has ended.
   */
  add({ id, offset, audio }: AudioPart): number {
    const before = this.uploads.get(id)?.length ?? 0;
    const length = offset + audio.length;
    if (offset === 0) this.forget(id);
    const end = this.endOf(id);
    if (end) throw end;
    if (offset !== before && offset > 0) this.refuse(id, RequestError.outOfPlace(offset, before));
    const { maxBytes } = this.limits;
    if (length > maxBytes) this.refuse(id, RequestError.tooLarge(length, maxBytes));
    const upload = this.uploads.get(id) ?? this.begin(id);
    upload.add(audio);
    // Counting the part may have ended the upload.
    const counted = this.endOf(id);
    if (counted) throw counted;
    return upload.length;
  }

  /** Why the upload of `id` ended before it was sent. Undefined once it begins again. */
  endOf(id: string): RequestError | undefined {
    return this.ends.get(id);
  }

  /** Removes and returns what was uploaded under `id`. */
  take(id: string): Uint8Array | undefined {
    const bytes = this.uploads.get(id)?.bytes;
    this.forget(id);
    return bytes;
  }

  /**
   * Drops an upload.
   * @returns whether there was one under `id`.
   */
  drop(id: string): boolean {
    const isThere = this.uploads.has(id);
    this.forget(id);
    return isThere;
  }

  /** Drops all uploads. */
  clear(): void {
    for (const id of [...this.uploads.keys(), ...this.ends.keys()]) this.forget(id);
  }

  private forget(id: string): void {
    this.uploads.get(id)?.end();
    this.uploads.delete(id);
    this.ends.delete(id);
  }

  private end(id: string, why: RequestError): void {
    this.forget(id);
    this.ends.set(id, why);
    const [oldest] = this.ends.keys();
    if (this.ends.size > KEPT_ENDS) this.ends.delete(oldest);
  }

  private refuse(id: string, why: RequestError): never {
    this.end(id, why);
    throw why;
  }

  private begin(id: string): Upload {
    const { maxUploads, idleMs } = this.limits;
    if (this.uploads.size >= maxUploads) this.refuse(id, RequestError.busy(maxUploads));
    const drop = (why: Failure): void => this.end(id, RequestError.ended(why));
    const idle = setTimeout(() => drop(IDLE), idleMs).unref();
    const count = this.countFor(drop);
    const upload = new Upload(idle, count);
    this.uploads.set(id, upload);
    return upload;
  }
}

/** Smaller parts, in bytes, are copied together. Each array costs more than its bytes. */
const CHUNK_BYTES = 64 * 1024;

/** An upload in progress. It takes little more memory than the bytes received, in however many parts. */
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
