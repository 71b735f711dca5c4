import { setImmediate as nextTurn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type AudioSent, type CoderName, GATEWAY_LIMITS, QUALITY } from '@sealwave/contracts';
import type { Clock } from '@sealwave/kernel';
import type { Message } from '@sealwave/message';
import { AudioError, type CompressionService } from '@sealwave/node/media';
import {
  encodeOutgoing,
  metricsOfSealed,
  metricsOfVoice,
  type Receipts,
  type VoiceLink,
} from '@sealwave/node/voice-client';
import { throttleProgress } from '../browser/throttle-progress';
import { RequestError } from '../browser/request-error';
import type { SoundAccount } from './sound-rates';

/** How a {@link OutgoingMessages} works. */
export interface OutgoingOptions {
  /** Of recordings whose browser asks for none. */
  readonly coder: CoderName;
  /** Gives the pace of telling how far a recording is. */
  readonly clock: Clock;
  /** Begins to charge the sender for a recording of `bytes`. @throws RequestError when there were too many. */
  readonly openAccount: (bytes: number) => SoundAccount;
}

/** A recording that is to be sent. */
export interface Outgoing {
  readonly id: string;
  readonly bytes: Uint8Array;
  /** The connection to the room where it was sent: a sender that moves on must not be heard in the next room. */
  readonly link: VoiceLink;
  /** Fires when it is not to be sent any more. */
  readonly signal: AbortSignal;
}

/** What a browser wishes for a recording that is coded. */
export interface Coding {
  readonly coder?: CoderName | undefined;
  /** Is told now and then which part of it is coded, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

const { maxRecordingSeconds, maxSealedBytes } = GATEWAY_LIMITS;

/** Puts the recordings of one browser on their way, and says what was measured of them. */
export class OutgoingMessages {
  private readonly logger = new Logger(OutgoingMessages.name);

  /** @param receipts what the server says. */
  constructor(
    private readonly compression: CompressionService,
    private readonly options: OutgoingOptions,
    private readonly receipts: Receipts,
  ) {}

  /** Codes a recording and sends it to everybody else. */
  async sendVoice(
    { id, bytes, link, signal }: Outgoing,
    { onProgress, ...coding }: Coding,
  ): Promise<AudioSent> {
    const account = this.options.openAccount(bytes.length);
    const requested = coding.coder ?? this.options.coder;
    // Where voice has to go out as a file of 8 bits, the figures have to be those of 8 bits.
    const coder = (await link.takesMessages()) ? requested : 'pcm8';
    const coded = await this.compression.compress(bytes, {
      coder,
      signal,
      maxSeconds: maxRecordingSeconds,
      onSound: (seconds) => account.heard(seconds),
      ...(onProgress && { onProgress: throttleProgress(this.options.clock, onProgress) }),
    });
    const metrics = metricsOfVoice(id, coded, bytes.length);
    if (metrics.meetsSnr === false) {
      this.logger.warn({
        event: 'snr-below-requirement',
        snrDb: metrics.snrDb,
        required: QUALITY.minSnrDb,
      });
    }
    const recipients = await this.deliver(link, { kind: 'voice', id, ...coded }, signal);
    return { ...metrics, recipients };
  }

  /** Sends what its sender sealed, as it is. */
  async sendSealed({ id, bytes, link, signal }: Outgoing): Promise<AudioSent> {
    if (bytes.length === 0) throw AudioError.empty();
    if (bytes.length > maxSealedBytes) throw RequestError.tooLarge(bytes.length, maxSealedBytes);
    const recipients = await this.deliver(link, { kind: 'sealed', id, bytes }, signal);
    return { ...metricsOfSealed(id, bytes.length), recipients };
  }

  /**
   * The connection may have ended while the recording was coded.
   * @throws ConnectionError when it has.
   * @returns to how many it went; null where the voice server does not say.
   */
  private async deliver(
    link: VoiceLink,
    message: Message,
    signal: AbortSignal,
  ): Promise<number | null> {
    await nextTurn();
    const isNative = await link.takesMessages();
    const outgoing = await encodeOutgoing(message, isNative, this.compression);
    if (!isNative || !link.presence || link.presence.you === null) {
      await link.send(outgoing, signal);
      return null;
    }
    const receipt = this.receipts.expect(message.id);
    try {
      await link.send(outgoing, signal);
    } catch (error) {
      this.receipts.settle(message.id, null);
      throw error;
    }
    return receipt;
  }
}
