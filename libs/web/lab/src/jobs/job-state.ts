import { type Signal, signal } from '@angular/core';
import { LabError, type LabEngine } from './lab-engine';
import type { LabJob, LabResult } from './lab-jobs';

/** The newest job of one kind, as the page shows it: how far it is, and what came out last. */
export class JobState<Job extends LabJob> {
  private readonly _result = signal<LabResult<Job> | null>(null);
  private readonly _share = signal<number | null>(null);
  private readonly _problem = signal<LabError | null>(null);

  /** Stays until the next one is there, so that nothing jumps. */
  readonly result: Signal<LabResult<Job> | null> = this._result.asReadonly();
  /** Which share is done, 0 to 1; null when nothing is under way. */
  readonly share = this._share.asReadonly();
  readonly problem = this._problem.asReadonly();

  /** Counts up, so that what comes of an older job can be told. */
  private newest = 0;

  constructor(private readonly engine: LabEngine) {}

  /** Starts a job, which replaces the one that may be under way. */
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

  /** Forgets the result, and the job that may be under way: they belong to something that is gone. */
  clear(): void {
    this.newest++;
    this._result.set(null);
    this._share.set(null);
    this._problem.set(null);
  }
}
