import type { Bytes } from '@sealwave/kernel';
import { encodePart, parsePart, type TransmissionPart } from '@sealwave/room/record';
import type { Delivery, Tamper } from './room-relay';

/** For specs: changes the parts of one kind on their way. */
export function changing(
  kind: TransmissionPart['kind'],
  change: (part: TransmissionPart) => TransmissionPart[],
): Tamper {
  return (delivery) => {
    if (!('part' in delivery)) return [delivery];
    const part = parsePart(delivery.part);
    if (part.kind !== kind) return [delivery];
    return change(part).map((each) => ({ ...delivery, part: encodePart(each) }));
  };
}

/** For specs: the parts that were relayed from one member to another. */
export function partsFrom(log: readonly Delivery[], from: number, to: number): Delivery[] {
  return log.filter((each) => 'part' in each && each.from === from && each.to === to);
}

/** For specs: bytes with one bit changed. @param at index; from the end where it is negative. */
export function flip(bytes: Bytes, at: number): Bytes {
  const changed = bytes.slice();
  changed[at < 0 ? bytes.length + at : at] ^= 1;
  return changed;
}
