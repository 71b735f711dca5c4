import type { Failure, RoomPresence, SealedSent } from '@sealwave/contracts';
import type { Bytes } from '@sealwave/kernel';

/** A record that member `n` sent. */
export interface ReceivedSealedRecord {
  readonly t: 'announce' | 'direct' | 'order';
  readonly n: number;
  /** 1 to 2048 bytes. */
  readonly data: Bytes;
}

/** What happens in a sealed room, as the servers say it. Nothing of it is to be believed before it was opened. */
export type SealedEvent =
  /** This page is in the room, on a new connection to the voice server: all numbers of members are new. */
  | {
      readonly kind: 'entered';
      readonly room: RoomPresence;
      /** 32 bytes that belong to this connection alone; a moderator signs them. */
      readonly exporter: Bytes;
    }
  /** The connection is lost, or the page leaves. Nothing follows before the next `entered`. */
  | { readonly kind: 'left' }
  /** All members as they are now, after a change. */
  | { readonly kind: 'roster'; readonly room: RoomPresence }
  | { readonly kind: 'record'; readonly record: ReceivedSealedRecord }
  /** A part of a transmission of member `n`: at most 16 KiB. */
  | { readonly kind: 'part'; readonly n: number; readonly part: Bytes }
  /** The last part of a transmission of this page went to others. */
  | ({ readonly kind: 'sent' } & SealedSent)
  /** The voice server did not do what this page asked it, or something from the gateway is malformed. */
  | { readonly kind: 'refused'; readonly failure: Failure };
