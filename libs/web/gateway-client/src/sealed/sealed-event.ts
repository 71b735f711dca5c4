import type { Failure, RoomPresence, SealedSent } from '@sealwave/contracts';
import type { Bytes } from '@sealwave/kernel';

/** A record that member `n` sent. */
export interface ReceivedSealedRecord {
  readonly t: 'announce' | 'direct' | 'order';
  readonly n: number;
  /** 1 to 2048 bytes. */
  readonly data: Bytes;
}

/** What happens in a sealed room, according to the servers. Trust nothing of it before it was opened. */
export type SealedEvent =
  /** This page is in the room, on a new connection to the voice server. All members have new numbers. */
  | {
      readonly kind: 'entered';
      readonly room: RoomPresence;
      /** 32 bytes, different for each connection. A moderator signs them. */
      readonly exporter: Bytes;
    }
  /** The connection is lost, or the page leaves. Nothing follows before the next `entered`. */
  | { readonly kind: 'left' }
  /** All members after a change. */
  | { readonly kind: 'roster'; readonly room: RoomPresence }
  | { readonly kind: 'record'; readonly record: ReceivedSealedRecord }
  /** A part of a transmission of member `n`: at most 16 KiB. */
  | { readonly kind: 'part'; readonly n: number; readonly part: Bytes }
  /** The last part of a transmission of this page went to others. */
  | ({ readonly kind: 'sent' } & SealedSent)
  /** The voice server refused something, or the gateway sent something malformed. */
  | { readonly kind: 'refused'; readonly failure: Failure };
