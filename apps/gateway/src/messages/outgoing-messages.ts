import { setImmediate as nextTurn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import {
  type AudioCancelled,
  type AudioPart,
  type AudioPartReceived,
  type AudioSent,
  type CoderName,
  type Failure,
  GATEWAY_LIMITS,
  QUALITY,
  type SendAudio,
} from '@sealwave/contracts';
import { type Clock, ErrorCode } from '@sealwave/kernel';
import { newMessageId } from '@sealwave/message';
import { AudioError, type CompressionService } from '@sealwave/node/media';
import { metricsOfSealed, metricsOfVoice, type VoiceClient } from '@sealwave/node/voice-client';
import type { Browser } from '../browser/browser';
import { decodeBase64Fast } from '../browser/fast-base64';
import { RequestError } from '../browser/request-error';
import { throttleProgress } from '../browser/throttle-progress';
import type { SoundAccount } from './sound-rates';
import { type UploadCount, type UploadLimits, Uploads } from './uploads';

/** Options of {@link OutgoingMessages}. */
export interface OutgoingOptions {
  /** Coder for recordings when the browser names none. */
  readonly coder: CoderName;
  /** Clock for limiting how often progress is reported. */
  readonly clock: Clock;
  /**
   * Opens the account that pays for a recording of `bytes`.
   * @throws RequestError when the sender has used up its rate.
   */
  readonly openAccount: (bytes: number) => SoundAccount;
  /** Counts an upload together with everything unfinished of the sender's address. */
  readonly countUpload: (drop: (why: Failure) => void) => UploadCount;
}

/** The browser that sends the recordings, and their destination. */
export interface MessageSource {
  readonly browser: Pick<Browser, 'emit'>;
  /**
   * The connection to the sender's current room. It is looked up for each recording. The next room must not
   * hear a sender that has moved on.
   * @throws RequestError without a connection.
   */
  readonly connected: () => VoiceClient;
}

/** A recording to send. */
interface Outgoing {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly client: VoiceClient;
  /** Aborts when the recording should not be sent any more. */
  readonly signal: AbortSignal;
}

/** How a browser wants its recording to be coded. */
interface Coding {
  readonly coder?: CoderName | undefined;
  /** Receives the coded share from time to time, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

const UPLOADS: UploadLimits = {
  maxUploads: GATEWAY_LIMITS.maxSendsInFlight,
  maxBytes: GATEWAY_LIMITS.maxPacketBytes,
  idleMs: GATEWAY_LIMITS.uploadIdleMs,
};

const { maxRecordingSeconds, maxSealedBytes } = GATEWAY_LIMITS;

/** Sends the recordings of one browser, and returns what was measured. */
export class OutgoingMessages {
  private readonly logger = new Logger(OutgoingMessages.name);

  private readonly sends = new IdempotentSends();
  private readonly uploads: Uploads;

  constructor(
    private readonly source: MessageSource,
    private readonly compression: CompressionService,
    private readonly options: OutgoingOptions,
  ) {
    this.uploads = new Uploads(UPLOADS, options.countUpload);
  }

  /**
   * Codes a recording, or takes a sealed one unchanged, and sends it to everybody else in the room. A repeated
   * id gets the earlier answer and is not sent again.
   * @throws VoiceError when the recording is not accepted or cannot be sent.
   */
  async send(request: SendAudio): Promise<AudioSent> {
    const id = request.id ?? newMessageId();
    // The upload ends here in every case.
    const why = this.uploads.endOf(id) ?? RequestError.notUploaded();
    const uploaded = this.uploads.take(id);
    const client = this.source.connected();
    const audio = request.audio ?? uploaded;
    const metrics = await this.sends.runOnce(id, async (signal) => {
      if (audio === undefined) throw why;
      // Reading a packet of many megabytes has blocked the event loop long enough.
      await nextTurn();
      const bytes = typeof audio === 'string' ? decodeBase64Fast(audio) : audio;
      if (request.encrypted) return this.sendSealed({ id, bytes, client, signal });
      // Without an id of its own, the browser could not tell which recording the progress belongs to.
      const onProgress = request.id
        ? (done: number) =>
            this.source.browser.emit('audio_progress', { id, phase: 'coding', done })
        : undefined;
      return this.sendVoice({ id, bytes, client, signal }, { coder: request.coder, onProgress });
    });
    this.source.browser.emit('audio_sent', metrics);
    return metrics;
  }

  /**
   * Stores a part of a recording that is sent later.
   * @throws RequestError without a connection, or when the part is not accepted.
   */
  receivePart(part: AudioPart): AudioPartReceived {
    this.source.connected();
    return { id: part.id, receivedBytes: this.uploads.add(part) };
  }

  /** Drops an upload, or cancels a recording that was not sent yet. */
  async cancel(id: string): Promise<AudioCancelled> {
    const dropped = this.uploads.drop(id);
    return { id, cancelled: (await this.sends.cancel(id)) || dropped };
  }

  /** Cancels everything that was to be sent. */
  cancelAll(): void {
    this.sends.abort(RequestError.notConnected());
    this.uploads.clear();
  }

  /** Codes a recording and sends it to everybody else in the room. */
  private async sendVoice(
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
  private async sendSealed({ id, bytes, client, signal }: Outgoing): Promise<AudioSent> {
    if (bytes.length === 0) throw AudioError.empty();
    if (bytes.length > maxSealedBytes) throw RequestError.tooLarge(bytes.length, maxSealedBytes);
    await nextTurn();
    const recipients = await client.send({ kind: 'sealed', id, bytes }, signal);
    return { ...metricsOfSealed(id, bytes.length), recipients };
  }
}

/** How many answers are cached for a browser that did not get them. */
const MAX_CACHED_ANSWERS = 32;

interface InFlight {
  readonly control: AbortController;
  readonly outcome: Promise<AudioSent>;
}

/** The recordings that one browser is sending, and the answers to its latest ones. */
export class IdempotentSends {
  private readonly underWay = new Map<string, InFlight>();
  private readonly answers = new Map<string, AudioSent>();

  /**
   * Runs `work` once for each `id`, however often it is called. After a failure it may run again.
   * @param work MUST stop early with the reason of its signal.
   * @throws RequestError when too many recordings are in flight.
   * @throws the error of `work`, as a rejection.
   */
  async runOnce(id: string, work: (signal: AbortSignal) => Promise<AudioSent>): Promise<AudioSent> {
    const known = this.answers.get(id) ?? this.underWay.get(id)?.outcome;
    if (known) return known;
    const { maxSendsInFlight } = GATEWAY_LIMITS;
    if (this.underWay.size >= maxSendsInFlight) throw RequestError.busy(maxSendsInFlight);
    const control = new AbortController();
    const outcome = work(control.signal);
    this.underWay.set(id, { control, outcome });
    try {
      const answer = await outcome;
      this.keep(id, answer);
      return answer;
    } finally {
      this.underWay.delete(id);
    }
  }

  /** Cancels the work on `id`. False when there is none, or when it is too late. */
  async cancel(id: string): Promise<boolean> {
    const send = this.underWay.get(id);
    if (!send) return false;
    send.control.abort(RequestError.cancelled());
    return send.outcome.then(() => false, isCancelled);
  }

  /** Cancels all work. */
  abort(reason: RequestError): void {
    for (const { control } of this.underWay.values()) control.abort(reason);
  }

  private keep(id: string, answer: AudioSent): void {
    this.answers.set(id, answer);
    const [oldest] = this.answers.keys();
    if (this.answers.size > MAX_CACHED_ANSWERS) this.answers.delete(oldest);
  }
}

function isCancelled(error: unknown): boolean {
  return error instanceof RequestError && error.code === ErrorCode.Cancelled;
}
