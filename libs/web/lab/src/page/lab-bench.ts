import { DestroyRef, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { ErrorCode, reportDefect, runInBackground, VoiceError } from '@sealwave/kernel';
import { BUILT_IN_VOICE, ClipLoader } from '../clip/clip-loader';
import { JobState } from '../jobs/job-state';
import type { LabClip } from '../clip/lab-clip';
import type { LabCoder } from '../coder/lab-coder';
import { LabError, OPEN_LAB_ENGINE } from '../jobs/lab-engine';
import type { LabJob } from '../jobs/lab-jobs';

/** Where a clip comes from. */
export type ClipSource =
  | { readonly kind: 'voice' }
  | { readonly kind: 'recording'; readonly blob: Blob }
  | { readonly kind: 'file'; readonly file: File };

type JobOf<Kind extends LabJob['kind']> = Extract<LabJob, { readonly kind: Kind }>;

/** State of one visit to the lab: the clip, its level, the coder, and the results of the jobs. */
@Injectable()
export class LabBench {
  private readonly engine = inject(OPEN_LAB_ENGINE)();
  private readonly loader = inject(ClipLoader);
  private readonly builtInVoice = inject(BUILT_IN_VOICE);

  private readonly _source = signal<ClipSource>({ kind: 'voice' });
  private readonly _clip = signal<LabClip | null>(null);
  private readonly _problem = signal<VoiceError | DOMException | null>(null);

  readonly source = this._source.asReadonly();
  /** Null while a clip is being loaded. */
  readonly clip = this._clip.asReadonly();
  /** Why there is no clip; null otherwise. */
  readonly problem = this._problem.asReadonly();

  /** Change of the level before coding, in dB. */
  readonly gainDb = signal(0);
  readonly coder = signal<LabCoder>({ kind: 'plain', bits: 8 });

  readonly listening = new JobState<JobOf<'listen'>>(this.engine);
  readonly depths = new JobState<JobOf<'depths'>>(this.engine);
  readonly levels = new JobState<JobOf<'levels'>>(this.engine);
  readonly noise = new JobState<JobOf<'look'>>(this.engine);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.engine.close());
    effect(() => {
      const samples = this.clip()?.samples;
      const [gainDb, coder] = [this.gainDb(), this.coder()];
      if (samples) start(() => this.listening.run({ kind: 'listen', samples, gainDb, coder }));
    });
    effect(() => {
      const samples = this.clip()?.samples;
      const gainDb = this.gainDb();
      if (samples) start(() => this.depths.run({ kind: 'depths', samples, gainDb }));
    });
    effect(() => {
      const samples = this.clip()?.samples;
      if (samples) start(() => this.levels.run({ kind: 'levels', samples }));
    });
  }

  /** Loads another clip. If it fails, {@link problem} has the reason. */
  async load(source: ClipSource): Promise<void> {
    this._source.set(source);
    this._clip.set(null);
    this._problem.set(null);
    for (const job of [this.listening, this.depths, this.levels, this.noise]) job.clear();
    try {
      const clip = await this.loader.load(await this.fileOf(source), this.engine);
      if (this._source() === source) this._clip.set(clip);
    } catch (error) {
      if (!(error instanceof VoiceError || error instanceof DOMException)) throw error;
      if (this._source() === source) this._problem.set(error);
    }
  }

  private async fileOf(source: ClipSource): Promise<Blob> {
    switch (source.kind) {
      case 'voice':
        return this.voice();
      case 'recording':
        return source.blob;
      case 'file':
        return source.file;
    }
  }

  private async voice(): Promise<Blob> {
    try {
      return await this.builtInVoice();
    } catch (cause) {
      throw new LabError(ErrorCode.Unreachable, 'the built-in voice could not be loaded', {
        cause,
      });
    }
  }
}

/** Starts a job from an effect without adding dependencies to the effect. */
function start(job: () => Promise<void>): void {
  untracked(() => runInBackground(job, reportDefect));
}
