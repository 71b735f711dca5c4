import { signal } from '@angular/core';
import {
  type Failure,
  isFailure,
  type RoomPresence,
  type SealedAccepted,
} from '@sealwave/contracts';
import { type Bytes, decodeBase64UrlOfLength, ErrorCode } from '@sealwave/kernel';
import type { SealedRecord } from '@sealwave/room/record';
import { type Observable, Subject } from 'rxjs';
import { GatewayError } from '../gateway-error';
import type { ServerPath } from '../link/server-path';
import type { GatewayEvents, GatewaySocket } from '../socket/gateway-socket';
import { CONTROL_TIMEOUT_MS, PART_TIMEOUT_MS } from '../socket/timeouts';
import { PartWindow } from './part-window';
import { payloadOf, readPart, readRecord, readSent } from './sealed-payloads';
import type { SealedEvent } from './sealed-event';

const EXPORTER_BYTES = 32;
const MALFORMED: Failure = {
  code: ErrorCode.ProtocolError,
  message: 'the gateway sent something malformed',
};

/** What this page and others send each other in a sealed room. This class opens and seals nothing. */
export class SealedChannel {
  private readonly _events = new Subject<SealedEvent>();
  private readonly _exporter = signal<Bytes | null>(null);
  private numbering = 0;
  /** Window of the current connection; null outside a sealed room. */
  private window: PartWindow | null = null;

  /** Events in the room, in order. An event about a member comes after the roster with that member. */
  readonly events: Observable<SealedEvent> = this._events.asObservable();

  /** The exporter of the latest `entered` in {@link SealedEvent}; null outside a sealed room. */
  readonly exporter = this._exporter.asReadonly();

  /** Reacts to events of the socket. */
  readonly socketEvents: Pick<GatewayEvents, 'sealed_record' | 'sealed_part' | 'sealed_sent'> = {
    sealed_record: (received) => {
      const record = readRecord(received);
      this.tell(record ? { kind: 'record', record } : { kind: 'refused', failure: MALFORMED });
    },
    sealed_part: (received) => {
      const part = readPart(received);
      this.tell(part ? { kind: 'part', ...part } : { kind: 'refused', failure: MALFORMED });
    },
    sealed_sent: (received) => {
      const sent = readSent(received);
      this.tell(sent ? { kind: 'sent', ...sent } : { kind: 'refused', failure: MALFORMED });
    },
  };

  constructor(
    private readonly socket: GatewaySocket,
    private readonly link: Pick<ServerPath, 'state' | 'room' | 'numbering'>,
  ) {}

  /**
   * Sends a record. Resolves when the voice server's socket has accepted it.
   * @throws GatewayError outside a sealed room, or when the gateway refuses or does not answer.
   */
  async sendRecord(record: SealedRecord): Promise<void> {
    if (!this.window) throw GatewayError.outsideRoom();
    await accepted(this.socket.sendSealedRecord(payloadOf(record), CONTROL_TIMEOUT_MS));
  }

  /**
   * Sends a part of a transmission. Resolves when the voice server's socket has accepted it. Two parts are in
   * flight at a time, and later ones wait in order. So a record never waits long.
   * @param part at most 16 KiB.
   * @param signal cancels the part while it waits.
   * @throws GatewayError as {@link sendRecord} does, and when the connection is lost first.
   */
  async sendPart(part: Bytes, signal?: AbortSignal): Promise<void> {
    if (!this.window) throw GatewayError.outsideRoom();
    await this.window.pass(part, signal);
  }

  /** The state of the connection has changed. */
  stateChanged(): void {
    const state = this.link.state();
    const text = state.kind === 'connected' ? state.exporter : undefined;
    const exporter = text === undefined ? null : decodeBase64UrlOfLength(text, EXPORTER_BYTES);
    const room = this.link.room();
    if (!exporter || !room) return this.leave();
    // A change of the name alone keeps the connection.
    if (this.window && this.numbering === this.link.numbering()) return;
    this.leave();
    this.enter(room, exporter);
  }

  /** The members have changed. */
  roomChanged(room: RoomPresence): void {
    this.tell({ kind: 'roster', room });
  }

  /** The gateway reports a failure of any kind. */
  serverFailed(failure: Failure): void {
    if (failure.code === ErrorCode.NotAllowed) this.tell({ kind: 'refused', failure });
  }

  /** Ends {@link events}. */
  close(): void {
    this.leave();
    this._events.complete();
  }

  private enter(room: RoomPresence, exporter: Bytes): void {
    this.numbering = this.link.numbering();
    this.window = new PartWindow((part) =>
      accepted(this.socket.sendSealedPart({ part }, PART_TIMEOUT_MS)),
    );
    this._exporter.set(exporter);
    this.tell({ kind: 'entered', room, exporter });
  }

  private leave(): void {
    if (!this.window) return;
    this.tell({ kind: 'left' });
    this.window.close(GatewayError.outsideRoom());
    this.window = null;
    this._exporter.set(null);
  }

  /** Reports an event, unless the page has left. Later arrivals are about the room that it left. */
  private tell(event: SealedEvent): void {
    if (this.window) this._events.next(event);
  }
}

/** Waits for the answer of the gateway. @throws GatewayError when it refuses or does not answer. */
async function accepted(answering: Promise<SealedAccepted | Failure>): Promise<void> {
  const answer = await answering.catch((cause: unknown) => {
    throw GatewayError.unanswered(cause);
  });
  if (isFailure(answer)) throw GatewayError.refused(answer);
}
