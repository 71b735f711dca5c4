import { printOptionalProgram } from '../programs/optional-program.mjs';
import { findPulseAudio } from './find-pulseaudio.mjs';

printOptionalProgram({
  name: 'PulseAudio',
  find: findPulseAudio,
  package: 'pulseaudio',
  variable: 'PULSEAUDIO_PATH',
  skipped: 'the test that Firefox plays is',
});
