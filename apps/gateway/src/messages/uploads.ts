import type { AudioPart, Failure } from '@sealwave/contracts';
import { concat, ErrorCode } from '@sealwave/kernel';
import { RequestError } from '../browser/request-error';

/** What the uploads of one browser may cost. */
export interface UploadLimits {
  /** Uploads at the same time. */
  readonly maxUploads: number;
  /** Of one upload, in bytes. */
  readonly maxBytes: number;
  /** An upload to which nothing was added for so long is dropped, in milliseconds. */
  readonly idleMs: number;
}

/** How many uploads are remembered with the reason why they ended before they were sent. */
const KEPT_ENDS = 32;

const IDLE: Failure = {
  code: ErrorCode.FrameStalled,
  message: 'the next part of the upload did not come in time',
};

/** Counts the bytes of an upload together with all that is unfinished of the same address. */
export interface UploadCount {
  hold(bytes: number): void;
}

/** Recordings that one browser uploads part by part, until it sends them (docs/protocol.md, M8.10). */
export class Uploads {
  private readonly uploads = new Map<string, Upload>();
  private readonly ends = new Map<string, RequestError>();

  /** @param countFor counts an upload; calls back when it has to go, because there is too much of its address. */
  constructor(
    private readonly limits: UploadLimits,
    private readonly countFor: (drop: (why: Failure) => void) => UploadCount,
  ) {}

  /**
   * Adds a part to its recording and returns the bytes of that so far. A part that is refused ends the
   * upload, and so are refused, for the same reason, those that were under way meanwhile.
   * @throws RequestError when it is out of place, too large or of one upload too many, and what ended the upload.
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
    // Counting it may have ended it.
    const counted = this.endOf(id);
    if (counted) throw counted;
    return upload.length;
  }

  /** Why the upload of `id` ended before it was sent, as long as it has not begun again. */
  endOf(id: string): RequestError | undefined {
    return this.ends.get(id);
  }

  /** What was uploaded under `id`, which is then no longer kept here. */
  take(id: string): Uint8Array | undefined {
    const bytes = this.uploads.get(id)?.bytes;
    this.forget(id);
    return bytes;
  }

  /** Ends an upload that is not wanted any more. Returns whether there was anything under `id`. */
  drop(id: string): boolean {
    const isThere = this.uploads.has(id);
    this.forget(id);
    return isThere;
  }

  /** Forgets them all. */
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
