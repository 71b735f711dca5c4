import { AudioError } from '../audio-error';
import { type EbmlElement, readEbmlElement, readUnsigned } from './ebml';
import { NUMBERS } from './matroska-elements';

/**
 * Most elements of a file. Each costs some work, however small it is. A quarter of an hour has fewer blocks,
 * because block times are in milliseconds.
 */
const MAX_ELEMENTS = 400_000;

const MAX_NUMBER_BYTES = 8;

/** Limits for an element: where it must end, and which elements are allowed there. */
export interface Surrounding {
  readonly end: number;
  readonly allowed: ReadonlySet<number>;
}

/** Reads the elements of a Matroska file strictly. An unknown element is an error, never the end. */
export class MatroskaReader {
  private elements = 0;

  constructor(readonly bytes: Uint8Array) {}

  /**
   * Reads the element at `at`.
   * @throws AudioError when there is none, or the file has too many.
   */
  element(at: number): EbmlElement {
    if (++this.elements > MAX_ELEMENTS) {
      throw AudioError.unreadable('too many elements in a WebM file', { limit: MAX_ELEMENTS });
    }
    return readEbmlElement(this.bytes, at);
  }

  /**
   * Checks an element.
   * @throws AudioError when it is misplaced, or exceeds its parent.
   */
  check({ id, at, start, end }: EbmlElement, within: Surrounding): void {
    const isTooLong = NUMBERS.has(id) && end - start > MAX_NUMBER_BYTES;
    if (!within.allowed.has(id) || isTooLong)
      throw AudioError.unreadable('the WebM file is damaged', { at });
    if (end <= within.end) return;
    if (within.end === this.bytes.length) throw AudioError.cut();
    throw AudioError.unreadable('the WebM file is damaged', { at });
  }

  /**
   * The end of an element. Its size may be unknown.
   * @throws AudioError when the file ends earlier.
   */
  endOf({ end }: EbmlElement, limit = this.bytes.length): number {
    if (end === Infinity) return limit;
    if (end > this.bytes.length) throw AudioError.cut();
    if (end > limit) throw AudioError.unreadable('the WebM file is damaged', { at: limit });
    return end;
  }

  /** The children of a complete parent that may have children of any kind. */
  *childrenOf({ start, end }: EbmlElement): Generator<EbmlElement, void, void> {
    for (let at = start; at < end;) {
      const child = this.element(at);
      if (child.end > end) throw AudioError.unreadable('the WebM file is damaged', { at });
      yield child;
      at = child.end;
    }
  }

  body({ start, end }: EbmlElement): Uint8Array {
    return this.bytes.subarray(start, end);
  }

  unsigned({ start, end }: EbmlElement): number {
    return readUnsigned(this.bytes, start, end);
  }

  /** Reads a signed integer of 0 to 8 bytes. Bits beyond 53 are lost. */
  signed({ start, end }: EbmlElement): number {
    let value = 0n;
    for (let i = start; i < end; i++) value = (value << 8n) | BigInt(this.bytes[i]);
    return Number(BigInt.asIntN(8 * (end - start), value));
  }

  float({ start, end }: EbmlElement): number {
    const { buffer, byteOffset } = this.bytes;
    const view = new DataView(buffer, byteOffset + start, end - start);
    if (view.byteLength === 4) return view.getFloat32(0);
    return view.byteLength === 8 ? view.getFloat64(0) : 0;
  }

  text(element: EbmlElement): string {
    return String.fromCharCode(...this.body(element).subarray(0, 100)).replace(/\0.*$/s, '');
  }

  /** Whether only zeros follow from `at`. A recorder may have reserved more than it needed. */
  isPadding(at: number): boolean {
    return this.bytes.subarray(at).every((byte) => byte === 0);
  }
}
