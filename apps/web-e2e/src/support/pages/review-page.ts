import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

/** The part of the page where a recording is played, encrypted, measured and sent. */
export class ReviewPage {
  readonly group: Locator;
  readonly audio: Locator;
  readonly playButton: Locator;
  readonly pauseButton: Locator;
  readonly position: Locator;
  readonly speed: Locator;
  readonly encryptButton: Locator;
  readonly encryptedSign: Locator;
  readonly measuredHere: Locator;
  readonly sendPhase: Locator;
  readonly cancelButton: Locator;
  readonly unlockCode: Locator;

  constructor(private readonly page: Page) {
    this.group = page.getByRole('group', { name: 'Your recording' });
    this.audio = this.group.locator('audio');
    this.playButton = this.group.getByRole('button', { name: /^Play / });
    this.pauseButton = this.group.getByRole('button', { name: /^Pause / });
    this.position = this.group.getByRole('slider', { name: /^Position in / });
    this.speed = this.group.getByRole('combobox', { name: /^Speed of / });
    this.encryptButton = this.group.getByTestId('encrypt-audio');
    this.encryptedSign = this.group.getByTestId('encrypted');
    this.measuredHere = this.group.getByTestId('measured-here');
    this.sendPhase = this.group.getByTestId('send-phase');
    this.cancelButton = this.group.getByRole('button', { name: 'Cancel' });
    this.unlockCode = page.getByRole('group', { name: 'Unlock code' });
  }

  /** Waits until this device has measured the recording. */
  async isMeasured(): Promise<void> {
    await expect(this.measuredHere).toContainText('Measured on this device');
  }

  async encrypt(): Promise<void> {
    await this.encryptButton.click();
    await expect(this.encryptButton).toHaveText('Encrypted ✓');
  }

  /** Position of the audio element, in seconds. */
  currentTime(): Promise<number> {
    return this.audio.evaluate((audio: HTMLAudioElement) => audio.currentTime);
  }

  /** Heights of the painted bars as a share of the full height, from first to last. */
  async waveform(): Promise<Float32Array> {
    const canvas = this.group.locator('sw-waveform canvas');
    const heights = await canvas.evaluate((element: HTMLCanvasElement) => {
      const { width, height } = element;
      const data = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      const painted = (x: number, y: number) => data[4 * (y * width + x) + 3] > 0;
      const bars = Math.floor(element.clientWidth / 4);
      return Array.from({ length: bars }, (_, bar) => {
        const x = Math.floor(((bar + 0.5) * width) / bars);
        return [...Array(height).keys()].filter((y) => painted(x, y)).length / height;
      });
    });
    return Float32Array.from(heights);
  }

  /** Saves the file by the Save button: the recording, or the encrypted file if there is one. */
  async save(): Promise<{ name: string; path: string; bytes: Buffer }> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.group.getByRole('link', { name: 'Save' }).click(),
    ]);
    const path = await download.path();
    return { name: download.suggestedFilename(), path, bytes: await readFile(path) };
  }

  /** Peak of the player's sound, decoded by this browser. 1 is full scale. */
  peakOfPlayer(): Promise<number> {
    return this.audio.evaluate(async (audio: HTMLAudioElement) => {
      const file = await (await fetch(audio.src)).arrayBuffer();
      const sound = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(file);
      return sound.getChannelData(0).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
    });
  }

  /**
   * Presses "Copy code".
   * @returns the content of the clipboard.
   */
  async copyCode(): Promise<string> {
    await this.unlockCode.getByRole('button', { name: 'Copy code' }).click();
    await expect(this.unlockCode.getByTestId('unlock-outcome')).toContainText('copied');
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}
