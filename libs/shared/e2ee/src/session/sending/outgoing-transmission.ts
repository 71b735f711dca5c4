import { type Bytes } from '@sealwave/kernel';
import { encodePart, type TransmissionPart } from '@sealwave/room/record';
import type { SenderKey } from '../../keys/sender-keys/sender-key';
import type { RunningTransmission } from '../../keys/sender-keys/sender-key-record';
import type { SendingTransmission } from '../../transmissions/sending-transmission';
import type { TransmissionEnd } from '../../transmissions/transmission-trailer';
import type { ConnectionState } from '../connection-state';
import { packFrames } from './frame-parts';
import type { Audience, SentTransmission } from './outgoing';

/** The inputs of a transmission that has begun. */
export interface Begun {
  readonly sending: SendingTransmission;
  /** The sender key of the transmission. */
  readonly key: SenderKey;
  /** Members that were handed the key before the transmission began. */
  readonly holders: ReadonlySet<number>;
}

/** A running transmission of ours. Its parts go to the transport one after the other. */
export class OutgoingTransmission {
  private wasAskedToRenew = false;
  private isOver = false;

  /** @param onOver called once, when nothing more will be sent. */
  constructor(
    private readonly state: ConnectionState,
    private readonly begun: Begun,
    private readonly onOver: () => void,
  ) {}

  /** 16 bytes. */
  get transmissionId(): Bytes {
    return this.begun.sending.transmissionId;
  }

  /** Whether a holder of its key has left. The transmission must then end and continue as another one. */
  get mustRenew(): boolean {
    return this.wasAskedToRenew;
  }

  /**
   * Who can hear the transmission: members that were handed its key before it began, and have acknowledged it.
   */
  get audience(): Audience {
    const { key, holders } = this.begun;
    const others = this.state.people.all();
    const deaf = others.filter(({ n }) => !holders.has(n) || !key.isHeardBy(n)).map(({ n }) => n);
    return { hearing: others.length - deaf.length, others: others.length, deaf };
  }

  /** Asks for the renewal. */
  renew(): void {
    this.wasAskedToRenew = true;
  }

  isUnder(key: SenderKey): boolean {
    return this.begun.key === key;
  }

  /** The header of live voice, for a newcomer; null for what is of no use without its beginning. */
  get liveHeader(): Bytes | null {
    const { sending } = this.begun;
    return sending.kind === 'live' ? sending.header : null;
  }

  /** The keys that a newcomer needs to hear the rest. */
  rest(): Promise<RunningTransmission> {
    return this.begun.sending.running();
  }

  /** Sends the header. It comes before everything else. */
  sendHeader(): Promise<void> {
    return this.sendPart('header', this.begun.sending.header);
  }

  /** Seals and sends frames of voice. @param counter of the first frame. */
  async sendFrames(counter: number, frames: readonly Bytes[]): Promise<void> {
    const { sending } = this.begun;
    const sealed = await Promise.all(frames.map((frame, i) => sending.seal(counter + i, frame)));
    for (const body of packFrames(sealed)) await this.sendPart('frames', body);
  }

  /** Seals and sends the one frame of a text. */
  async sendText(text: string): Promise<void> {
    const frame = await this.begun.sending.sealText(text);
    for (const body of packFrames([frame])) await this.sendPart('frames', body);
  }

  /** Signs and sends the trailer. */
  async end(end: TransmissionEnd): Promise<SentTransmission> {
    this.abandon();
    await this.sendPart('trailer', await this.begun.sending.end(end));
    return { transmissionId: this.transmissionId, reason: end.reason, audience: this.audience };
  }

  /** Stops without a trailer. Does nothing if the transmission has ended. */
  abandon(): void {
    if (!this.isOver) this.onOver();
    this.isOver = true;
  }

  private async sendPart(kind: TransmissionPart['kind'], body: Bytes): Promise<void> {
    const { state, transmissionId } = this;
    try {
      state.requireConnected();
      await state.context.transport.part(encodePart({ kind, transmissionId, body }));
    } catch (error) {
      this.abandon();
      state.requireConnected();
      throw error;
    }
  }
}
