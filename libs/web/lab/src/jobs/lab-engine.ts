import { InjectionToken } from '@angular/core';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import type { LabJob, LabResult } from './lab-jobs';
import type { JobAnswer, JobPort } from './serve-jobs';

/** A job of the lab failed. */
export class LabError extends VoiceError {
  override readonly peerFault: boolean;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, {}, options);
    // A bad file is not a bug of ours.
    this.peerFault = code !== ErrorCode.Internal;
  }
}

interface Waiting {
  readonly onProgress: (share: number) => void;
  readonly resolve: (result: LabResult<LabJob> | null) => void;
  readonly reject: (error: LabError) => void;
}

/** Runs jobs at the other end of a channel, where they do not block the page. */
export class LabEngine {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  /**
   * @param port leads to {@link serveJobs}.
   * @param close ends the other side.
   */
  constructor(
    private readonly port: JobPort,
    readonly close: () => void,
  ) {
    port.addEventListener('message', ({ data }: MessageEvent<JobAnswer>) => this.onAnswer(data));
  }

  /**
   * Runs a job.
   * @param onProgress receives the share that is done, 0 to 1.
   * @returns `null` when a newer job of its kind superseded it.
   * @throws LabError when the job fails.
   */
  run<Job extends LabJob>(
    job: Job,
    onProgress: (share: number) => void,
  ): Promise<LabResult<Job> | null> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      // `taskOf` guarantees the type of the result for each kind of job.
      const typed = (result: LabResult<LabJob> | null): void =>
        resolve(result as LabResult<Job> | null);
      this.waiting.set(id, { onProgress, resolve: typed, reject });
      this.port.postMessage({ id, job });
    });
  }

  /** Rejects all waiting jobs. No answer can come any more. */
  fail(): void {
    const error = new LabError(ErrorCode.Internal, 'the worker of the lab has ended');
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private onAnswer(answer: JobAnswer): void {
    const waiting = this.waiting.get(answer.id);
    if (waiting === undefined) return;
    if (answer.kind === 'progress') return waiting.onProgress(answer.share);
    this.waiting.delete(answer.id);
    switch (answer.kind) {
      case 'done':
        return waiting.resolve(answer.result);
      case 'superseded':
        return waiting.resolve(null);
      case 'failed':
        return waiting.reject(new LabError(answer.code, answer.message));
    }
  }
}

/** Opens an engine for one visit to the lab. The route provides it, because tests have no workers. */
export const OPEN_LAB_ENGINE = new InjectionToken<() => LabEngine>('OpenLabEngine');
