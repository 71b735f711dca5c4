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

/** Options of {@link OutgoingMessages}. */
export interface OutgoingOptions {
  /** Coder of recordings whose browser asks for none. */
  readonly coder: CoderName;
  /** Limits how often progress is reported. */
  readonly clock: Clock;
  /**
   * Opens the account that pays for a recording of `bytes`.
   * @throws RequestError when the sender has used up its rate.
   */
  readonly openAccount: (bytes: number) => SoundAccount;
}

/** A recording to send. */
export interface Outgoing {
  readonly id: string;
  readonly bytes: Uint8Array;
  /**
   * The connection to the room where it was recorded: a sender that moves on must not be heard in the next
   * room.
   */
  readonly link: VoiceLink;
  /** Aborts when the recording should not be sent any more. */
  readonly signal: AbortSignal;
}

/** How a browser wants its recording to be coded. */
export interface Coding {
  readonly coder?: CoderName | undefined;
  /** Receives the coded share now and then, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

const { maxRecordingSeconds, maxSealedBytes } = GATEWAY_LIMITS;

/** Sends the recordings of one browser, and returns what was measured. */
export class OutgoingMessages {
  private readonly logger = new Logger(OutgoingMessages.name);

  /**
   * @param compression codes the recordings.
   * @param receipts resolve with the server's answers.
   */
  constructor(
    private readonly compression: CompressionService,
    private readonly options: OutgoingOptions,
    private readonly receipts: Receipts,
  ) {}

  /** Codes a recording and sends it to everybody else in the room. */
  async sendVoice(
    { id, bytes, link, signal }: Outgoing,
    { onProgress, ...coding }: Coding,
  ): Promise<AudioSent> {
    const account = this.options.openAccount(bytes.length);
    const requested = coding.coder ?? this.options.coder;
    // If voice must go out as an 8-bit file, the figures must be those of 8 bits.
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

  /** Sends sealed bytes unchanged. */
  async sendSealed({ id, bytes, link, signal }: Outgoing): Promise<AudioSent> {
    if (bytes.length === 0) throw AudioError.empty();
    if (bytes.length > maxSealedBytes) throw RequestError.tooLarge(bytes.length, maxSealedBytes);
    const recipients = await this.deliver(link, { kind: 'sealed', id, bytes }, signal);
    return { ...metricsOfSealed(id, bytes.length), recipients };
  }

  /**
   * Sends a message, unless the connection ended while it was being coded.
   * @throws ConnectionError when it has.
   * @returns the number of recipients; null if the voice server does not report it.
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
