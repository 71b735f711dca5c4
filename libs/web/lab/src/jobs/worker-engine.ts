import { LabEngine } from './lab-engine';

/** Opens an engine in a worker, on a thread of its own. */
export function openWorkerEngine(): LabEngine {
  const worker = new Worker(new URL('./lab.worker', import.meta.url), { type: 'module' });
  const engine = new LabEngine(worker, () => worker.terminate());
  worker.addEventListener('error', () => engine.fail());
  return engine;
}
