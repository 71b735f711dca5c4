import { parseWav } from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';
import { clipOfWav, type LabClip } from '../clip/lab-clip';
import type { LabCoder } from '../coder/lab-coder';
import type { LabTask } from './lab-task';
import { listen, type ComparisonResult, look } from '../panels/listening';
import type { Sound } from '../clip/sound';
import { type DepthSweep, type LevelRow, sweepDepths, sweepLevels } from '../coder/sweeps';

/** A long computation of the lab, with its input. It takes longer than one frame of the screen. */
export type LabJob =
  | { readonly kind: 'read'; readonly wav: Bytes }
  | {
      readonly kind: 'listen';
      readonly samples: Int16Array;
      readonly gainDb: number;
      readonly coder: LabCoder;
    }
  | { readonly kind: 'depths'; readonly samples: Int16Array; readonly gainDb: number }
  | { readonly kind: 'levels'; readonly samples: Int16Array }
  | { readonly kind: 'look'; readonly wav: Bytes };

/** The result of each kind of job. */
export interface LabResults {
  readonly read: LabClip;
  readonly listen: ComparisonResult;
  readonly depths: DepthSweep;
  readonly levels: readonly LevelRow[];
  readonly look: Sound;
}

/** The result of one job. */
export type LabResult<Job extends LabJob> = LabResults[Job['kind']];

/**
 * The task that carries out a job.
 * @throws WavError, while it runs, when the format of the file is not supported.
 */
export function taskOf(job: LabJob): LabTask<LabResults[LabJob['kind']]> {
  switch (job.kind) {
    case 'read':
      return clipOfWav(parseWav(job.wav));
    case 'listen':
      return listen(job.samples, job.gainDb, job.coder);
    case 'depths':
      return sweepDepths(job.samples, job.gainDb);
    case 'levels':
      return sweepLevels(job.samples);
    case 'look':
      return look(job.wav);
  }
}
