import { GATEWAY_LIMITS, type SealedAccepted } from '@sealwave/contracts';
import { RequestError } from '../browser/request-error';
import type { SealedRecord } from '@sealwave/room/record';

/** Cost of a record in addition to its sealed bytes. So a flood of short records is not free either. */
const RECORD_OVERHEAD_BYTES = 256;

/** Most bytes of one browser that wait for its voice server. */
const MAX_WAITING_BYTES = GATEWAY_LIMITS.maxSealedWaitingBytes;

/**
 * The connection to a sealed room at a voice server. Both methods resolve when the system has accepted the
 * bytes.
 */
export interface SealedLink {
  sendSealed(record: SealedRecord): Promise<void>;
  /** @param signal prevents sending until the part is encrypted for the hop. */
  sendPart(part: Uint8Array, signal: AbortSignal): Promise<void>;
}

/**
 * Passes on what one browser sends in a sealed room, in order. A browser gets its answer when the voice
 * server's socket has accepted the bytes. So it sends as fast as the voice server reads.
 */
export class SealedInput {
  private waitingBytes = 0;
  private leaving = new AbortController();

  /**
   * @param link returns the connection to the room. It is looked up for each record and part: bytes for one
   * room must not reach another. @throws RequestError outside a sealed room.
   */
  constructor(private readonly link: () => SealedLink) {}

  /**
   * Passes on a record.
   * @throws RequestError outside a sealed room, or when too much is waiting.
   * @throws VoiceError when the connection ends first.
   */
  sendRecord(record: SealedRecord): Promise<SealedAccepted> {
    return this.pass(bytesOf(record), (link) => link.sendSealed(record));
  }

  /**
   * Passes on a part of a transmission.
   * @throws as {@link sendRecord} does.
   */
  sendPart(part: Uint8Array): Promise<SealedAccepted> {
    const { signal } = this.leaving;
    return this.pass(part.length, (link) => link.sendPart(part, signal));
  }

  /** Drops the parts that were not sent yet. The browser leaves. */
  cancelAll(): void {
    this.leaving.abort(RequestError.notConnected());
    this.leaving = new AbortController();
  }

  private async pass(
    bytes: number,
    send: (link: SealedLink) => Promise<void>,
  ): Promise<SealedAccepted> {
    const link = this.link();
    if (this.waitingBytes + bytes > MAX_WAITING_BYTES) {
      throw RequestError.tooMuchWaiting(MAX_WAITING_BYTES);
    }
    this.waitingBytes += bytes;
    try {
      await send(link);
      return {};
    } finally {
      this.waitingBytes -= bytes;
    }
  }
}

function bytesOf(record: SealedRecord): number {
  const { length } = record.t === 'prove' ? record.signature : record.data;
  return RECORD_OVERHEAD_BYTES + length;
}
