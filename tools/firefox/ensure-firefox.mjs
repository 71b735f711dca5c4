import { printOptionalProgram } from '../programs/optional-program.mjs';
import { findFirefox } from './find-firefox.mjs';

printOptionalProgram({
  name: 'Firefox',
  find: findFirefox,
  package: 'firefox-esr',
  variable: 'FIREFOX_PATH',
  skipped: 'the tests in it are',
});
