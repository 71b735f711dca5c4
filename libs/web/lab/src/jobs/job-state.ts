import { type Signal, signal } from '@angular/core';
import { LabError, type LabEngine } from './lab-engine';
import type { LabJob, LabResult } from './lab-jobs';

/** State of the newest job of one kind: its progress, and the latest result. */
export class JobState<Job extends LabJob> {
  private readonly _result = signal<LabResult<Job> | null>(null);
  private readonly _share = signal<number | null>(null);
  private readonly _problem = signal<LabError | null>(null);

  /** The latest result. It stays until the next one is there, so nothing jumps. */
  readonly result: Signal<LabResult<Job> | null> = this._result.asReadonly();
  /** Share that is done, 0 to 1; null while no job runs. */
  readonly share = this._share.asReadonly();
  readonly problem = this._problem.asReadonly();

  /** Number of the newest job. It shows that a result belongs to an older job. */
  private newest = 0;

  constructor(private readonly engine: LabEngine) {}

  /** Starts a job. A running one is superseded. */
  async run(job: Job): Promise<void> {
    const mine = ++this.newest;
    this._share.set(0);
    this._problem.set(null);
    try {
      const result = await this.engine.run(job, (share) => {
        if (mine === this.newest) this._share.set(share);
      });
      if (mine !== this.newest) return;
      this._result.set(result);
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      if (mine !== this.newest) return;
      this._problem.set(error);
    }
    this._share.set(null);
  }

  /** Drops the result and the running job. Their clip is gone. */
  clear(): void {
    this.newest++;
    this._result.set(null);
    this._share.set(null);
    this._problem.set(null);
  }
}
