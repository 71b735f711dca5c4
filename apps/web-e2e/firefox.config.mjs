import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findFirefox } from '../../tools/firefox/find-firefox.mjs';
import { findPulseAudio } from '../../tools/pulseaudio/find-pulseaudio.mjs';

// The specs read these too. They skip what needs a program whose path is empty.
process.env.FIREFOX_PATH = findFirefox() ?? '';
process.env.PULSEAUDIO_PATH = findPulseAudio() ?? '';

/** An ordinary Firefox, over WebDriver BiDi; see tools/firefox/README.md. */
export default defineConfig({
  testDir: 'src/firefox',
  outputDir: '../../tmp/web-e2e-firefox',
  forbidOnly: true,
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 45_000 },
  reporter: [['list']],
  use: {
    browserName: 'firefox',
    channel: 'moz-firefox',
    permissions: [],
    launchOptions: {
      executablePath: join(import.meta.dirname, '../../tools/firefox/bidi-relay.mjs'),
      firefoxUserPrefs: {
        'media.navigator.streams.fake': true, // A microphone that records a tone.
        'media.navigator.permission.disabled': true,
        'media.autoplay.default': 0,
        'dom.events.testing.asyncClipboard': true,
        'intl.locale.requested': 'en-US',
      },
    },
  },
});
