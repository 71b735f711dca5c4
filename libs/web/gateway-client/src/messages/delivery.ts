import { type AudioSent, isFailure, type SendAudio } from '@sealwave/contracts';
import { GatewayError } from '../gateway-error';
import type { GatewaySocket } from '../socket/gateway-socket';
import type { OutgoingRecording, SendOptions } from './outgoing-recording';
import { ProgressTimeout } from '../link/progress-timeout';
import { CONTROL_TIMEOUT_MS, PART_TIMEOUT_MS } from '../socket/timeouts';

/** Longer recordings are uploaded in parts. A fixed number of parts is in flight. */
const MAX_SINGLE_BYTES = 256 * 1024;
const PART_BYTES = 64 * 1024;
const PARTS_UNDER_WAY = 2;

/** Time limit for an answer or progress, in milliseconds. An upload adds its time at 128 kbit/s. */
const ANSWER_TIMEOUT_MS = 30_000;
const SLOWEST_BYTES_PER_MS = 16;

/** One attempt to deliver a recording to the gateway. */
export class Delivery {
  private readonly patience = new ProgressTimeout();
  private readonly answerTimeoutMs: number;

  constructor(
    private readonly socket: GatewaySocket,
    private readonly recording: OutgoingRecording & { readonly id: string },
    private readonly options: SendOptions,
  ) {
    const { length } = recording.audio;
    this.answerTimeoutMs = ANSWER_TIMEOUT_MS + length / SLOWEST_BYTES_PER_MS;
  }

  get id(): string {
    return this.recording.id;
  }

  /**
   * Runs the attempt.
   * @throws GatewayError when the gateway refuses or does not answer, or the attempt is cancelled.
   */
  async run(): Promise<AudioSent> {
    if (this.options.signal?.aborted) throw GatewayError.cancelled();
    const { id, audio, encrypted, coder } = this.recording;
    const request = { id, encrypted, ...(coder && { coder }) };
    if (audio.length <= MAX_SINGLE_BYTES) return this.request({ ...request, audio });
    await this.upload();
    return this.request(request);
  }

  /** Reports how much the gateway has coded, 0 to 1, and restarts the time limit. */
  coded(done: number): void {
    this.patience.restart(this.answerTimeoutMs);
    this.options.onProgress?.({ phase: 'coding', done });
  }

  private async request(request: SendAudio): Promise<AudioSent> {
    const { signal } = this.options;
    const cancel = () => {
      this.cancel();
      this.patience.restart(CONTROL_TIMEOUT_MS);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    this.patience.restart(this.answerTimeoutMs);
    try {
      // Only the gateway knows whether it is too late to cancel. So its answer counts in any case.
      const answering = this.socket.sendAudio(request);
      const answer = await Promise.race([answering, this.patience.expired]);
      if (isFailure(answer)) throw GatewayError.refused(answer);
      return answer;
    } catch (error) {
      throw error instanceof GatewayError ? error : GatewayError.unanswered(error);
    } finally {
      this.patience.end();
      signal?.removeEventListener('abort', cancel);
    }
  }

  private async upload(): Promise<void> {
    const { audio } = this.recording;
    const { signal } = this.options;
    let next = 0;
    const uploadParts = async () => {
      while (next < audio.length && this.socket.connected) {
        const offset = next;
        next += PART_BYTES;
        await this.uploadPart(offset);
      }
    };
    const aborted = new AbortController();
    try {
      await Promise.race([
        Promise.all(Array.from({ length: PARTS_UNDER_WAY }, uploadParts)),
        rejectionOf(signal, aborted.signal),
      ]);
      if (!this.socket.connected) throw GatewayError.offline();
    } catch (error) {
      next = audio.length;
      this.cancel();
      throw error instanceof GatewayError ? error : GatewayError.interrupted(error);
    } finally {
      aborted.abort();
    }
  }

  private async uploadPart(offset: number): Promise<void> {
    const { id, audio } = this.recording;
    const part = { id, offset, audio: audio.subarray(offset, offset + PART_BYTES) };
    const answer = await this.socket.sendPart(part, PART_TIMEOUT_MS);
    if (isFailure(answer)) throw GatewayError.refused(answer);
    this.options.onProgress?.({ phase: 'uploading', done: answer.receivedBytes / audio.length });
  }

  /** Tells the gateway to drop this recording. Without a connection, the gateway has dropped it already. */
  private cancel(): void {
    if (!this.socket.connected) return;
    const request = { id: this.id };
    // The answer to the recording itself shows whether the cancellation came in time.
    this.socket.cancelAudio(request, CONTROL_TIMEOUT_MS).catch(() => undefined);
  }
}

/** Rejects when `signal` is aborted. `until` removes the listener. */
function rejectionOf(signal: AbortSignal | undefined, until: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const options = { once: true, signal: until };
    signal?.addEventListener('abort', () => reject(GatewayError.cancelled()), options);
  });
}
