import { setImmediate as nextTurn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type AudioSent, type CoderName, GATEWAY_LIMITS, QUALITY } from '@sealwave/contracts';
import type { Clock } from '@sealwave/kernel';
import { AudioError, type CompressionService } from '@sealwave/node/media';
import { metricsOfSealed, metricsOfVoice, type VoiceClient } from '@sealwave/node/voice-client';
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
  readonly client: VoiceClient;
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

  constructor(
    private readonly compression: CompressionService,
    private readonly options: OutgoingOptions,
  ) {}

  /** Codes a recording and sends it to everybody else in the room. */
  async sendVoice(
    { id, bytes, client, signal }: Outgoing,
    { onProgress, ...coding }: Coding,
  ): Promise<AudioSent> {
    const account = this.options.openAccount(bytes.length);
    const requested = coding.coder ?? this.options.coder;
    const coder = await client.coderFor(requested);
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
    await nextTurn();
    const recipients = await client.send({ kind: 'voice', id, ...coded }, signal);
    return { ...metrics, recipients };
  }

  /** Sends sealed bytes unchanged. */
  async sendSealed({ id, bytes, client, signal }: Outgoing): Promise<AudioSent> {
    if (bytes.length === 0) throw AudioError.empty();
    if (bytes.length > maxSealedBytes) throw RequestError.tooLarge(bytes.length, maxSealedBytes);
    await nextTurn();
    const recipients = await client.send({ kind: 'sealed', id, bytes }, signal);
    return { ...metricsOfSealed(id, bytes.length), recipients };
  }
}
