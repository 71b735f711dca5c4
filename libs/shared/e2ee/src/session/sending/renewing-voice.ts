import { type Bytes, ErrorCode, UsageError } from '@sealwave/kernel';
import { TurnQueue } from '../../encoding/turn-queue';
import type { OwnSenderKey } from '../own/own-sender-key';
import type { Audience, OutgoingVoice, SentTransmission, VoiceTerms } from './outgoing';
import type { OutgoingTransmission } from './outgoing-transmission';

/** How long one frame of voice lasts, in milliseconds. */
const FRAME_MS = 20;
const NO_REPORT: Bytes = new Uint8Array();

/**
 * Voice that continues as another transmission when a member leaves. The member that left hears nothing of the
 * rest.
 */
export class RenewingVoice implements OutgoingVoice {
  private readonly turns = new TurnQueue();
  /** Start of the current transmission, in frames since the beginning of the voice. */
  private first = 0;
  private isOver = false;

  private constructor(
    private readonly senderKey: OwnSenderKey,
    private readonly terms: VoiceTerms,
    private current: OutgoingTransmission,
  ) {}

  /** Begins the voice. @throws SealedRoomError and SessionError as `OwnSenderKey.begin` does. */
  static async begin(senderKey: OwnSenderKey, terms: VoiceTerms): Promise<RenewingVoice> {
    return new RenewingVoice(senderKey, terms, await senderKey.begin(terms));
  }

  get transmissionId(): Bytes {
    return this.current.transmissionId;
  }

  get audience(): Audience {
    return this.current.audience;
  }

  send(counter: number, frames: readonly Bytes[]): Promise<void> {
    return this.inTurn(async () => {
      if (this.current.mustRenew) await this.renew(counter);
      await this.current.sendFrames(counter - this.first, frames);
    });
  }

  end(reason: 'done' | 'cancelled' | 'failed', report: Bytes): Promise<SentTransmission> {
    const ended = this.inTurn(() => this.current.end({ reason, report }));
    this.isOver = true;
    return ended;
  }

  private async renew(counter: number): Promise<void> {
    await this.current.end({ reason: 'renewed', report: NO_REPORT });
    const startedMs = this.terms.startedMs + counter * FRAME_MS;
    this.current = await this.senderKey.begin({ ...this.terms, startedMs });
    this.first = counter;
  }

  private async inTurn<T>(task: () => Promise<T>): Promise<T> {
    if (this.isOver) throw new UsageError(ErrorCode.Usage, 'the voice has ended');
    return this.turns.run(task);
  }
}
