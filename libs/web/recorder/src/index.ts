export { RecorderPanel } from './recorder-panel';
export { RecorderService } from './recorder.service';
