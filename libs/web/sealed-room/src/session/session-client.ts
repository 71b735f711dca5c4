import { type Bytes, ErrorCode, VoiceError } from '@sealwave/kernel';
import { SealedRoomJobError } from './sealed-room-job-error';
import type {
  Dispatch,
  Failure,
  FromWorker,
  JobResult,
  JobResults,
  SendingProgress,
  SessionEvent,
  SessionInput,
  SessionJob,
  SessionPort,
  ToWorker,
} from '../worker/session-messages';

/** What a page does for its worker. */
export interface SessionOwner {
  onEvent(event: SessionEvent): void;
  /** Sends something through the gateway. @throws VoiceError when the gateway does not accept it. */
  dispatch(dispatch: Dispatch): Promise<void>;
}

/** What a job may report, and what ends it early. */
export interface JobOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SendingProgress) => void;
}

interface Waiting extends JobOptions {
  readonly resolve: (result: JobResults[SessionJob['kind']]) => void;
  readonly reject: (error: SealedRoomJobError) => void;
}

/** The page's end of a session in a worker. */
export class SessionClient {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private isOver = false;

  /** @param port leads to `serveSession`. */
  constructor(
    private readonly port: SessionPort,
    private readonly owner: SessionOwner,
  ) {
    port.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.receive(data));
  }

  /** Hands in what the server says. */
  tell(input: SessionInput): void {
    this.post({ kind: 'input', input });
  }

  /** Hands in a part, whose bytes this page gives away. */
  tellPart(n: number, part: Bytes): void {
    this.post({ kind: 'input', input: { kind: 'part', n, part } }, [part.buffer]);
  }

  /**
   * Asks the worker for something.
   * @throws SealedRoomJobError when it fails, or the worker ends first.
   */
  run<Job extends SessionJob>(job: Job, options: JobOptions = {}): Promise<JobResult<Job>> {
    const id = ++this.lastId;
    const cancel = (): void => this.post({ kind: 'cancel', id });
    options.signal?.addEventListener('abort', cancel, { once: true });
    const running = new Promise<JobResult<Job>>((resolve, reject) => {
      if (this.isOver) return reject(SealedRoomJobError.ended());
      // The worker answers each kind of job with its own kind of result.
      const typed = (result: JobResults[SessionJob['kind']]): void =>
        resolve(result as JobResult<Job>);
      this.waiting.set(id, { ...options, resolve: typed, reject });
      this.post({ kind: 'job', id, job });
      if (options.signal?.aborted) cancel();
    });
    return running.finally(() => options.signal?.removeEventListener('abort', cancel));
  }

  /** Rejects all jobs, because no answer can come any more. */
  end(): void {
    this.isOver = true;
    for (const { reject } of this.waiting.values()) reject(SealedRoomJobError.ended());
    this.waiting.clear();
  }

  private receive(message: FromWorker): void {
    if (this.isOver) return;
    switch (message.kind) {
      case 'event':
        return this.owner.onEvent(message.event);
      case 'dispatch':
        return this.dispatch(message.id, message.dispatch);
      case 'progress':
        return this.waiting.get(message.id)?.onProgress?.(message.progress);
      case 'done':
        return this.finish(message.id, ({ resolve }) => resolve(message.result));
      case 'failed':
        return this.finish(message.id, ({ reject }) =>
          reject(SealedRoomJobError.of(message.failure)),
        );
    }
  }

  private dispatch(id: number, dispatch: Dispatch): void {
    const settled = (failure: Failure | null): void => this.post({ kind: 'settled', id, failure });
    this.owner.dispatch(dispatch).then(
      () => settled(null),
      (error: unknown) => settled(failureOf(error)),
    );
  }

  private finish(id: number, settle: (waiting: Waiting) => void): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (waiting !== undefined) settle(waiting);
  }

  private post(message: ToWorker, transfer: Transferable[] = []): void {
    if (!this.isOver) this.port.postMessage(message, transfer);
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof VoiceError) return { code: error.code, message: error.message };
  return { code: ErrorCode.Internal, message: String(error) };
}
