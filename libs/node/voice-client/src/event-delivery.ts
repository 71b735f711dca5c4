import { ErrorCode, type VoiceError } from '@sealwave/kernel';
import { asVoiceError, ConnectionError, IdentityChangedError } from '@sealwave/node/connection';
import type { ControlRecord } from '@sealwave/node/hop';
import { isRelayedRecord, isRoomNotice, type RoomNotice } from '@sealwave/room/record';
import type { ServerEvent } from './connection/server-connection';
import type { VoiceClientObserver } from './voice-client-observer';

/** Hands what the server sends to the observer of a client, in order. */
export class EventDelivery {
  /**
   * @param isSealed whether the client is in a sealed room, where nothing is heard that is not sealed.
   * @param applyNotice is told what the server reports on members and deliveries.
   */
  constructor(
    private readonly observer: VoiceClientObserver,
    private readonly isSealed: boolean,
    private readonly applyNotice: (notice: RoomNotice) => void,
  ) {}

  /**
   * Delivers an event; resolves when it is handled.
   * @param release frees the memory budget of the event early.
   * @throws ConnectionError when the server says that the connection ends for good.
   */
  async deliver(event: ServerEvent, release: () => void): Promise<void> {
    if (event.kind === 'dropped') return this.observer.onDropped(asVoiceError(event.reason));
    if (event.kind === 'control') return this.deliverRecord(event.record);
    // Servers bring sound to sealed rooms, or parts to others, only against the protocol.
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

/** The refusal of sound in a sealed room, or of something sealed in another one, in either direction. */
export function misplaced(isSealed: boolean): ConnectionError {
  return isSealed
    ? new ConnectionError(ErrorCode.E2eeRequired, 'everything in a sealed room is sealed')
    : new ConnectionError(ErrorCode.ProtocolError, 'the room is not a sealed one');
}

/** Whether another attempt to connect would not help. */
export function isFinal(error: VoiceError): boolean {
  const { code } = error;
  if (error instanceof IdentityChangedError) return true;
  return code === ErrorCode.Removed || code === ErrorCode.JoinDenied;
}
