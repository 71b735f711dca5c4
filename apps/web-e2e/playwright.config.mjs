import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from '../../tools/chromium/find-chromium.mjs';

/** A human voice; Chromium plays it once, from the moment a page opens the microphone. */
const voice = join(import.meta.dirname, '../../libs/testing/assets/librivox-0870.wav');

const LONG = 'ten-minutes.spec.ts';
const MEASURING = ['visualiser-performance.spec.ts', 'memory.spec.ts'];

export default defineConfig({
  testDir: 'src',
  outputDir: '../../tmp/web-e2e',
  forbidOnly: true,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 20_000 },
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
  projects: [
    // Waits for most of its time, so it begins first and others run beside it.
    { name: 'long', testMatch: LONG },
    { name: 'pages', testIgnore: [LONG, ...MEASURING] },
    // What measures the page has the machine for itself.
    { name: 'measuring', testMatch: MEASURING, workers: 1, dependencies: ['long', 'pages'] },
  ],
});
