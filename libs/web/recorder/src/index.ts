export { RecorderPanel } from './recorder-panel';
export { RecorderService } from './recorder.service';
export type { Clip, RecorderProblem, RecorderState } from './recorder-state';
