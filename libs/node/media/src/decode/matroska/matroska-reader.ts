import { AudioError } from '../audio-error';
import { type EbmlElement, readEbmlElement, readUnsigned } from './ebml';
import { NUMBERS } from './matroska-elements';

/**
 * Elements of one file. Block times are in milliseconds, so that a quarter of an hour has fewer blocks; each of them
 * costs a little work, however small it is.
 */
const MAX_ELEMENTS = 400_000;

const MAX_NUMBER_BYTES = 8;

/** Where an element lies: what it has to end within, and what may lie there. */
export interface Surrounding {
  readonly end: number;
  readonly allowed: ReadonlySet<number>;
}

/** Reads the elements of a Matroska file strictly: what is not understood is an error, never an end. */
export class MatroskaReader {
  private elements = 0;

  constructor(readonly bytes: Uint8Array) {}

  /** @throws AudioError where there is no element, or too many came before. */
  element(at: number): EbmlElement {
    if (++this.elements > MAX_ELEMENTS) {
      throw AudioError.unreadable('too many elements in a WebM file', { limit: MAX_ELEMENTS });
    }
    return readEbmlElement(this.bytes, at);
  }

  /** @throws AudioError when the element is misplaced, or reaches beyond what it lies in. */
  check({ id, at, start, end }: EbmlElement, within: Surrounding): void {
    const isTooLong = NUMBERS.has(id) && end - start > MAX_NUMBER_BYTES;
    if (!within.allowed.has(id) || isTooLong)
      throw AudioError.unreadable('the WebM file is damaged', { at });
    if (end <= within.end) return;
    if (within.end === this.bytes.length) throw AudioError.cut();
    throw AudioError.unreadable('the WebM file is damaged', { at });
  }

  /** Where an element ends that may have no known size. @throws AudioError when the file ends before. */
  endOf({ end }: EbmlElement, limit = this.bytes.length): number {
    if (end === Infinity) return limit;
    if (end > this.bytes.length) throw AudioError.cut();
    if (end > limit) throw AudioError.unreadable('the WebM file is damaged', { at: limit });
    return end;
  }

  /** The elements in a master element that is complete, for those of whose kind any may lie in it. */
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

  /** A signed integer of 0 to 8 bytes; 64-bit ones lose what is beyond 53 bits. */
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

  /** True when there is nothing but zeros from `at` on: a recorder may have reserved more than it needed. */
  isPadding(at: number): boolean {
    return this.bytes.subarray(at).every((byte) => byte === 0);
  }
}
