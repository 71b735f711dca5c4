import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  amplify,
  levelOf,
  MessageEncoder,
  mixToMono,
  muLawCoder,
  parseWav,
  pcmCoder,
  type QualityReport,
  resample,
  toInt16,
  VOICE_CODERS,
  type VoiceCoder,
} from '@sealwave/audio';
import { expect } from '@playwright/test';
import { expectNoViolations } from './support/accessibility';
import { LabPage } from './support/pages/lab-page';
import { test } from './support/sealwave-test';

const ROOT = join(__dirname, '../../..');
const IMAGES = join(ROOT, 'tmp/screenshots');
const BUILT_IN = join(ROOT, 'apps/web/public/sounds/voice.wav');
const ASSETS = join(ROOT, 'libs/testing/assets');
const BITS = Array.from({ length: 16 }, (_, i) => i + 1);
const LEVELS_DB = [0, -5, -10, -15, -20, -25, -30, -35, -40];

/** A voice as every coder is given it. */
function voiceOf(path: string): Int16Array {
  const { channels, samplingRate } = parseWav(readFileSync(path)).readAll();
  return toInt16(resample(mixToMono(channels), samplingRate));
}

function reportOf(voice: Int16Array, coder: VoiceCoder): QualityReport {
  const encoder = new MessageEncoder(coder);
  encoder.push(voice);
  encoder.flush();
  return encoder.report;
}

/** A figure as the page writes it. */
function shown({ snr }: QualityReport): string {
  return snr.kind === 'measured' ? (Math.floor(snr.db * 10) / 10).toFixed(1) : snr.kind;
}

/** What the two tables have to show of a voice. */
function expectedOf(voice: Int16Array) {
  const { nlp64, pcm8 } = VOICE_CODERS;
  const coders = [...BITS.map(pcmCoder), nlp64, muLawCoder];
  const quieter = LEVELS_DB.map((gainDb) => amplify(voice, gainDb));
  const column = (coder: VoiceCoder) => quieter.map((sound) => shown(reportOf(sound, coder)));
  return {
    depths: coders.map((coder) => shown(reportOf(voice, coder))),
    levels: { pcm8: column(pcm8), mulaw: column(muLawCoder), nlp64: column(nlp64) },
  };
}

async function expectTables(lab: LabPage, voice: Int16Array): Promise<void> {
  const { depths, levels } = expectedOf(voice);
  expect(await lab.column('depth-table', 4)).toEqual(depths);
  expect(await lab.column('level-table', 2)).toEqual(levels.pcm8);
  expect(await lab.column('level-table', 3)).toEqual(levels.mulaw);
  expect(await lab.column('level-table', 4)).toEqual(levels.nlp64);
}

test('the lab shows of the built-in voice what the coders make of it', async ({ sealwave }) => {
  const { page } = await sealwave.join();
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) violations.push(message.text());
  });
  const lab = new LabPage(page);
  await lab.visit();
  await expect(page).toHaveURL(/\/lab$/);
  await expect(lab.status).toContainText('0:07.1');
  await expectTables(lab, voiceOf(BUILT_IN));
  expect(page.workers().filter((worker) => worker.url().includes('/worker-'))).toHaveLength(1);
  expect(violations).toEqual([]);
});

test('every control of the lab works with the keyboard, and the figures follow', async ({
  sealwave,
}) => {
  const { page } = await sealwave.join();
  const lab = new LabPage(page);
  await lab.visit();
  const voice = voiceOf(BUILT_IN);
  const expectSnr = async (report: QualityReport) => {
    await expect(lab.summary).toContainText(shown(report));
    const figure = report.snr.kind === 'lossless' ? 'Lossless' : `${shown(report)} dB`;
    await expect(page.getByTestId('lab-snr')).toContainText(figure);
  };

  await expectSnr(reportOf(voice, pcmCoder(8)));
  await lab.press(lab.bits, 'ArrowLeft', 7);
  await expectSnr(reportOf(voice, pcmCoder(1)));
  await expect(page.getByTestId('lab-bitrate')).toContainText('8.0 kbit/s');
  await lab.press(lab.bits, 'ArrowRight', 15);
  await expectSnr(reportOf(voice, pcmCoder(16)));
  await expect(page.getByTestId('sound-error')).toContainText('Nothing was lost.');

  await lab.chooseCoder('nlp64');
  await expectSnr(reportOf(voice, VOICE_CODERS.nlp64));
  await expect(page.getByTestId('lab-snr')).toContainText('Meets Requirement');
  await lab.press(lab.gain, 'ArrowLeft', 25);
  await expect(page.getByTestId('gain')).toHaveText('−25.0 dB');
  const quiet = amplify(voice, -25);
  await expectSnr(reportOf(quiet, VOICE_CODERS.nlp64));
  await lab.chooseCoder('µ-law');
  await expectSnr(reportOf(quiet, muLawCoder));
  await lab.chooseCoder('Plain quantiser');
  await lab.press(lab.bits, 'ArrowLeft', 8);
  await expectSnr(reportOf(quiet, pcmCoder(8)));
  await expect(page.getByTestId('lab-snr')).toContainText('Below 40dB');
});

test('the lab plays what goes in, what comes out and what was lost', async ({ sealwave }) => {
  const { page } = await sealwave.join();
  const lab = new LabPage(page);
  await lab.visit();
  await lab.press(lab.bits, 'ArrowLeft', 4);
  const voice = voiceOf(BUILT_IN);
  const before = await lab.soundIn('sound-original');
  expect(toInt16(before.samples)).toEqual(voice);
  // Four bits: sixteen levels, and nothing between them.
  const after = await lab.soundIn('sound-coded');
  expect(new Set(after.samples).size).toBeLessThanOrEqual(16);
  const lost = await lab.soundIn('sound-error');
  expect(Math.abs(levelOf(lost.samples).peakDbfs + 20)).toBeLessThan(0.1);

  const player = page.getByTestId('sound-error').locator('audio');
  await page.getByRole('button', { name: 'Play what was lost' }).click();
  await expect
    .poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0.3);
  await page.getByRole('button', { name: 'Play the voice before coding' }).click();
  await expect.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.paused)).toBe(true);
});

test('a file from the device is measured like the built-in voice', async ({ sealwave }) => {
  const { page } = await sealwave.join();
  const lab = new LabPage(page);
  await lab.visit();
  await page.getByLabel('File with sound').setInputFiles(join(ASSETS, 'librivox-0930.wav'));
  await expect(lab.status).toContainText('0:03.3');
  await lab.isComputed();
  await expectTables(lab, voiceOf(join(ASSETS, 'librivox-0930.wav')));

  await page.getByLabel('File with sound').setInputFiles(join(ASSETS, 'librivox-0930.webm'));
  await expect(page.getByRole('radio', { name: 'A file from this device' })).toBeChecked();
  await lab.isComputed();
  await expect(page.getByTestId('sound-original')).toContainText('Level');
  expect((await lab.soundIn('sound-original')).seconds).toBeGreaterThan(3);

  await page.getByLabel('File with sound').setInputFiles(join(ASSETS, 'README.md'));
  await expect(page.getByRole('alert')).toContainText('cannot read the file');
  await page.getByRole('radio', { name: 'A voice that comes with the page' }).check();
  await lab.isComputed();
  await expect(lab.status).toContainText('0:07.1');
});

test('a sealed clip plays as noise, and is refused when a bit of it is flipped', async ({
  sealwave,
}) => {
  const { page } = await sealwave.join();
  const lab = new LabPage(page);
  await lab.visit();
  await page.getByRole('button', { name: 'Lock this clip' }).click();
  const noise = await lab.soundIn('sound-noise');
  const { rmsDbfs, peakDbfs } = levelOf(noise.samples);
  expect(peakDbfs).toBeLessThanOrEqual(-20);
  expect(rmsDbfs).toBeGreaterThan(-40);
  expect(Math.abs(noise.seconds - 7.1)).toBeLessThan(0.1);
  await expect(page.getByTestId('plain-hex')).toContainText('RIFF');
  await expect(page.getByTestId('sealed-hex')).not.toContainText('RIFF');

  expect(await lab.tryTo('Flip a random bit')).toMatch(/Refused: The .*sealed_recording_/);
  await page.getByLabel(/^Byte/).fill('50');
  await page.getByLabel(/^Bit,/).fill('3');
  await expect(page.getByTestId('flip-part')).toHaveText('Byte 50 is in the IV.');
  const flipped = await lab.tryTo('Flip this bit');
  expect(flipped).toContain('Bit 3 of byte 50, in the IV, was flipped.');
  expect(flipped).toContain('sealed_recording_damaged');
  expect(await lab.tryTo('Try a wrong code')).toContain('wrong_unlock_code');
  expect(await lab.tryTo('Open unchanged')).toContain('the same to the last bit');
});

test('the lab works in the other language, with its worker', async ({ sealwave }) => {
  const { page } = await sealwave.join();
  await page.goto(`http://${sealwave.gateway.address}/de/lab`);
  await new LabPage(page).isComputed();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Qualitätslabor');
});

const SCREENS = [
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { name: 'desktop-light', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
] as const;

for (const { name, ...screen } of SCREENS) {
  test(`the lab fits the screen and axe finds nothing: ${name}`, async ({ sealwave }) => {
    const { page } = await sealwave.join(screen);
    const lab = new LabPage(page);
    await lab.visit();
    await page.getByRole('button', { name: 'Lock this clip' }).click();
    await expect(page.getByTestId('sound-noise')).toBeVisible();
    await lab.tryTo('Flip a random bit');
    await expectNoViolations(page, name);
    const overhang = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(overhang).toBe(0);
    await page.screenshot({ path: `${IMAGES}/lab-${name}.png`, fullPage: true });
  });
}
