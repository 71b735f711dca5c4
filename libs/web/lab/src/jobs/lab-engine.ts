import { InjectionToken } from '@angular/core';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import type { LabJob, LabResult } from './lab-jobs';
import type { JobAnswer, JobPort } from './serve-jobs';

/** A job of the lab could not be done. */
export class LabError extends VoiceError {
  override readonly peerFault: boolean;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, {}, options);
    // What a file is like is nobody's defect here.
    this.peerFault = code !== ErrorCode.Internal;
  }
}

interface Waiting {
  readonly onProgress: (share: number) => void;
  readonly resolve: (result: LabResult<LabJob> | null) => void;
  readonly reject: (error: LabError) => void;
}

/** Has jobs done at the other end of a channel, where they hold up no frame of the page. */
export class LabEngine {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  /**
   * @param port leads to where {@link serveJobs} listens.
   * @param close ends what is behind it.
   */
  constructor(
    private readonly port: JobPort,
    readonly close: () => void,
  ) {
    port.addEventListener('message', ({ data }: MessageEvent<JobAnswer>) => this.hear(data));
  }

  /**
   * Does a job.
   * @param onProgress told which share is done, 0 to 1.
   * @returns `null` when a newer job of its kind took its place.
   * @throws LabError when it fails.
   */
  run<Job extends LabJob>(
    job: Job,
    onProgress: (share: number) => void,
  ): Promise<LabResult<Job> | null> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      // The result of a job has the type that belongs to its kind: `taskOf` sees to it.
      const typed = (result: LabResult<LabJob> | null): void =>
        resolve(result as LabResult<Job> | null);
      this.waiting.set(id, { onProgress, resolve: typed, reject });
      this.port.postMessage({ id, job });
    });
  }

  /** Fails everything that waits: nothing will answer any more. */
  fail(): void {
    const error = new LabError(ErrorCode.Internal, 'the worker of the lab has ended');
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private hear(answer: JobAnswer): void {
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

/** Opens an engine for one visit to the lab. Given with the route, since tests have no workers. */
export const OPEN_LAB_ENGINE = new InjectionToken<() => LabEngine>('OpenLabEngine');
