import { setImmediate as nextTurn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type AudioSent, type CoderName, GATEWAY_LIMITS, QUALITY } from '@sealwave/contracts';
import type { Clock } from '@sealwave/kernel';
import { AudioError, type CompressionService } from '@sealwave/node/media';
import { metricsOfSealed, metricsOfVoice, type VoiceClient } from '@sealwave/node/voice-client';
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
  readonly client: VoiceClient;
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

  constructor(
    private readonly compression: CompressionService,
    private readonly options: OutgoingOptions,
  ) {}

  /** Codes a recording and sends it to everybody else. */
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

  /** Sends what its sender sealed, as it is. */
  async sendSealed({ id, bytes, client, signal }: Outgoing): Promise<AudioSent> {
    if (bytes.length === 0) throw AudioError.empty();
    if (bytes.length > maxSealedBytes) throw RequestError.tooLarge(bytes.length, maxSealedBytes);
    await nextTurn();
    const recipients = await client.send({ kind: 'sealed', id, bytes }, signal);
    return { ...metricsOfSealed(id, bytes.length), recipients };
  }
}
