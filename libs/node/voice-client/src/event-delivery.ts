import { ErrorCode, type VoiceError } from '@sealwave/kernel';
import { asVoiceError, ConnectionError, IdentityChangedError } from '@sealwave/node/connection';
import type { ControlRecord } from '@sealwave/node/hop';
import { isRelayedRecord, isRoomNotice, type RoomNotice } from '@sealwave/room/record';
import type { ServerEvent } from './connection/server-connection';
import type { VoiceClientObserver } from './voice-client-observer';

/** Passes the events of a server to the observer of a client, in order. */
export class EventDelivery {
  /**
   * @param isSealed whether the client is in a sealed room. Unsealed sound is not delivered there.
   * @param applyNotice receives the server's reports on members and deliveries.
   */
  constructor(
    private readonly observer: VoiceClientObserver,
    private readonly isSealed: boolean,
    private readonly applyNotice: (notice: RoomNotice) => void,
  ) {}

  /**
   * Delivers an event. Resolves when it is handled.
   * @param release frees the memory budget of the event early.
   * @throws ConnectionError when the server says that the connection ends for good.
   */
  async deliver(event: ServerEvent, release: () => void): Promise<void> {
    if (event.kind === 'dropped') return this.observer.onDropped(asVoiceError(event.reason));
    if (event.kind === 'control') return this.deliverRecord(event.record);
    // A server that brings sound to a sealed room, or parts to another one, breaks the protocol.
    if ((event.kind === 'part') !== this.isSealed) return this.drop();
    try {
      if (event.kind === 'part') await this.observer.onPart?.(event.sender, event.part);
      else await this.observer.onAudio(event.audio, event.sender, release);
    } catch (error) {
      // A message that cannot be decoded does not end the connection.
      this.observer.onDropped(asVoiceError(error));
    }
  }

  private async deliverRecord(record: ControlRecord): Promise<void> {
    if (isRoomNotice(record)) this.applyNotice(record);
    if (isRelayedRecord(record)) {
      const { n } = record;
      if (!this.isSealed || n === undefined) return this.drop();
      await this.observer.onSealed?.({ ...record, n });
    }
    if (record.t !== 'error') return;
    const problem = ConnectionError.told(record.code);
    if (isFinal(problem)) throw problem;
    this.observer.onProblem(problem);
  }

  private drop(): void {
    this.observer.onDropped(misplaced(this.isSealed));
  }
}

/** The error for sound in a sealed room, or for something sealed in another room, in either direction. */
export function misplaced(isSealed: boolean): ConnectionError {
  return isSealed
    ? new ConnectionError(ErrorCode.E2eeRequired, 'everything in a sealed room is sealed')
    : new ConnectionError(ErrorCode.ProtocolError, 'the room is not a sealed one');
}

/** Whether another attempt to connect is useless. */
export function isFinal(error: VoiceError): boolean {
  const { code } = error;
  if (error instanceof IdentityChangedError) return true;
  return code === ErrorCode.Removed || code === ErrorCode.JoinDenied;
}
