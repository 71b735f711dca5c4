import type { SealedRoomTransport } from '@sealwave/e2ee/session';
import type { Bytes } from '@sealwave/kernel';
import type { SealedRecord } from '@sealwave/room/record';

/** The part of a voice client that carries what members of a sealed room send each other. */
export interface RoomChannel {
  /** Sends a record; resolves when it is queued. @throws ConnectionError, as a rejection, without a connection. */
  sendSealed(record: SealedRecord): Promise<void>;
  /** Sends a part; resolves when the system has accepted it. @throws as {@link sendSealed} does. */
  sendPart(part: Bytes): Promise<void>;
}

/** Sends what a session wants sent over a channel. */
export function transportOver(channel: RoomChannel): SealedRoomTransport {
  return {
    announce: (data) => channel.sendSealed({ t: 'announce', data }),
    direct: (n, data) => channel.sendSealed({ t: 'direct', n, data }),
    order: (data) => channel.sendSealed({ t: 'order', data }),
    prove: (point, signature, tokenKey) =>
      channel.sendSealed({ t: 'prove', point, signature, tokenKey }),
    part: (part) => channel.sendPart(part),
  };
}
