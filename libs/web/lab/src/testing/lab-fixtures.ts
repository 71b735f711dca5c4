import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWav } from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';
import { clipOfWav } from '../clip/lab-clip';
import { LabEngine } from '../jobs/lab-engine';
import type { LabTask } from '../jobs/lab-task';
import { type JobPort, serveJobs } from '../jobs/serve-jobs';

const ASSETS = join(__dirname, '../../../../testing/assets');

/** The file of a recorded voice, for specs. */
export function voiceFile(name: string): Bytes {
  return Uint8Array.from(readFileSync(join(ASSETS, name)));
}

/** The samples of a recorded voice as coders get them, for specs. */
export function voiceSamples(name: string): Int16Array {
  return finish(clipOfWav(parseWav(voiceFile(name)))).samples;
}

/** An engine on this thread, for specs. It delivers messages in order, each in its own task. */
export function openEngineHere(): LabEngine {
  const [page, worker] = [new EventTarget(), new EventTarget()];
  const portTo = (here: EventTarget, there: EventTarget): JobPort => ({
    postMessage: (data) => {
      setTimeout(() => there.dispatchEvent(new MessageEvent('message', { data })));
    },
    addEventListener: (type, listener) => here.addEventListener(type, listener as EventListener),
  });
  serveJobs(portTo(worker, page));
  return new LabEngine(portTo(page, worker), () => undefined);
}

/** Runs a task to its end in one go, for specs. */
export function finish<Result>(task: LabTask<Result>): Result {
  for (;;) {
    const step = task.next();
    if (step.done) return step.value;
  }
}
