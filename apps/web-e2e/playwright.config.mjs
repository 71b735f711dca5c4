import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from '../../tools/chromium/find-chromium.mjs';

/** A human voice. Chromium plays it once, from the moment that a page opens the microphone. */
const voice = join(import.meta.dirname, '../../libs/testing/assets/librivox-0870.wav');

/** Tests that take minutes run only in `npm run test:long`, which leaves the others out. */
const LONG = '**/*.long.spec.ts';
const WAITING = 'ten-minutes.long.spec.ts';
const projects = process.env.LONG_TESTS
  ? [
      // It waits most of its time, so it may run next to other tests.
      { name: 'waiting', testMatch: `**/${WAITING}` },
      { name: 'measuring', testMatch: LONG, testIgnore: `**/${WAITING}`, workers: 1 },
    ]
  : [{ name: 'pages', testIgnore: [LONG, '**/firefox/**'] }];

export default defineConfig({
  testDir: 'src',
  outputDir: '../../tmp/web-e2e',
  forbidOnly: true,
  workers: 2,
  timeout: 180_000,
  // Time to wait for what never comes. A busy machine needs it all.
  expect: { timeout: 45_000 },
  reporter: [['list'], ['json', { outputFile: '../../tmp/web-e2e-report.json' }]],
  use: {
    trace: 'retain-on-failure',
    permissions: ['microphone'],
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--autoplay-policy=no-user-gesture-required',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-audio-capture=${voice}%noloop`,
      ],
    },
  },
  projects,
});
