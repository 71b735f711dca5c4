import { ErrorCode, reportDefect, runInBackground, VoiceError } from '@sealwave/kernel';
import { type LabJob, type LabResults, taskOf } from './lab-jobs';

/** One end of a channel between the page and its worker, such as a `Worker` or a `MessagePort`. */
export interface JobPort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<never>) => void): void;
}

/** Requests a job. The new job supersedes an older one of the same kind. */
export interface JobRequest {
  readonly id: number;
  readonly job: LabJob;
}

/** An answer about a job. Any number of progress reports come first; the last answer ends the job. */
export type JobAnswer = { readonly id: number } & (
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly result: LabResults[LabJob['kind']] }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string }
);

/** Runs the jobs that arrive at `port`, step by step. Newer jobs are noticed between the steps. */
export function serveJobs(port: JobPort): void {
  const newest = new Map<LabJob['kind'], number>();
  port.addEventListener('message', ({ data }: MessageEvent<JobRequest>) => {
    const { id, job } = data;
    newest.set(job.kind, id);
    const answer = (message: JobAnswer): void => port.postMessage(message);
    const wanted = (): boolean => newest.get(job.kind) === id;
    runInBackground(() => work(data, wanted, answer), reportDefect);
  });
}

async function work(
  { id, job }: JobRequest,
  wanted: () => boolean,
  answer: (message: JobAnswer) => void,
): Promise<void> {
  try {
    const task = taskOf(job);
    for (let step = task.next(); ; step = task.next()) {
      if (step.done) return answer({ id, kind: 'done', result: step.value });
      answer({ id, kind: 'progress', share: step.value });
      await nextTurn();
      if (!wanted()) return answer({ id, kind: 'superseded' });
    }
  } catch (error) {
    answer({ id, kind: 'failed', ...reasonOf(error) });
  }
}

function reasonOf(error: unknown): { code: ErrorCode; message: string } {
  if (error instanceof VoiceError) return { code: error.code, message: error.message };
  return { code: ErrorCode.Internal, message: String(error) };
}

/** Lets waiting messages arrive. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
