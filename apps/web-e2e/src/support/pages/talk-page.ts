import { expect, type Locator, type Page } from '@playwright/test';

/** The talk page as a person sees it: what they can press and read. */
export class TalkPage {
  readonly connection: Locator;
  readonly status: Locator;
  /** Press it by a key. On a busy machine, a click may take 300 ms and then counts as a hold. */
  readonly recordButton: Locator;
  readonly stopButton: Locator;
  readonly sendButton: Locator;
  /** Use {@link hasSpoken} instead: a busy machine may skip any figure. */
  private readonly timer: Locator;
  readonly messages: Locator;
  /** The figures of the recording that was sent, and of the newest message. */
  readonly sentQuality: Locator;
  readonly receivedQuality: Locator;

  constructor(readonly page: Page) {
    this.connection = page.getByTestId('connection');
    this.status = page.getByTestId('recorder-status');
    this.recordButton = page.getByRole('button', { name: 'Record', exact: true });
    this.stopButton = page.getByRole('button', { name: 'Stop recording' });
    this.sendButton = page.getByRole('button', { name: 'Send' });
    this.timer = page.getByRole('timer');
    this.messages = page
      .getByRole('region', { name: 'Messages', exact: true })
      .getByRole('listitem');
    this.sentQuality = page.getByTestId('sent-quality');
    this.receivedQuality = this.messages.first().getByTestId('received-quality');
  }

  /** Opens the page and waits until it is connected to the voice server. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.isConnected();
  }

  async isConnected(): Promise<void> {
    await expect(this.connection).toHaveAttribute('data-state', 'connected');
  }

  /** Turns off the browser's voice processing, which changes the waveform on purpose. */
  async useMicrophoneAsItIs(): Promise<void> {
    await this.page.getByText('Microphone', { exact: true }).click();
    for (const name of ['Echo cancellation', 'Noise suppression', 'Automatic gain']) {
      await this.page.getByRole('switch', { name }).uncheck();
    }
  }

  /** Chooses the coder of the requirements. */
  async usePlainBits(): Promise<void> {
    await this.page.getByText('Sound quality', { exact: true }).click();
    await this.page.getByRole('radio', { name: /Plain 8 bits/ }).check();
  }

  /** The signal-to-noise ratio that the sender sees. */
  snrDb(): Promise<number> {
    return decibelsIn(this.metric('snr'));
  }

  /** The signal-to-noise ratio that the receiver of the newest message sees. */
  receivedSnrDb(): Promise<number> {
    return decibelsIn(this.receivedQuality.locator('summary'));
  }

  /** All figures in the quality details of what was sent. */
  sentFigures(): Promise<string[]> {
    return this.sentQuality.locator('dd').allTextContents();
  }

  /** All figures in the quality details of the newest message. */
  receivedFigures(): Promise<string[]> {
    return this.receivedQuality.locator('dd').allTextContents();
  }

  /** Speaks for `seconds` according to the timer, and stops. */
  async record(seconds: number): Promise<void> {
    // Firefox sends a key to a background page, but presses no button there.
    if (this.page.context().browser()?.browserType().name() === 'firefox') {
      await this.page.bringToFront();
    }
    await this.recordButton.press('Enter');
    await this.hasSpoken(seconds);
    await this.stopButton.click();
    await expect(this.sendButton).toBeVisible();
  }

  /** Waits until the timer shows at least `seconds`. */
  async hasSpoken(seconds: number): Promise<void> {
    const shown = async () => {
      const [minutes, rest] = ((await this.timer.textContent()) ?? '').split(':');
      return 60 * Number(minutes) + Number(rest);
    };
    const timeout = (seconds + 45) * 1000;
    await expect.poll(shown, { timeout, intervals: [100] }).toBeGreaterThanOrEqual(seconds);
  }

  async send(): Promise<void> {
    await this.sendButton.click();
    await expect(this.status).toHaveText('Sent');
  }

  /** The figure on a card after sending. */
  metric(name: 'snr' | 'bitrate' | 'duration' | 'size' | 'compression'): Locator {
    return this.page.getByTestId(`metric-${name}`);
  }

  /** The file behind the newest message's player. */
  newestAudio(): Promise<Uint8Array> {
    return fileOf(this.newestPlayer());
  }

  /** The samples of the recording in review at 8 kHz, decoded by this browser. */
  async ownRecording(): Promise<Float32Array> {
    const samples = await this.page
      .getByRole('group', { name: 'Your recording' })
      .locator('audio')
      .evaluate(async (audio: HTMLAudioElement) => {
        const file = await (await fetch(audio.src)).arrayBuffer();
        const context = new OfflineAudioContext(1, 1, 8000);
        return [...(await context.decodeAudioData(file)).getChannelData(0)];
      });
    return Float32Array.from(samples);
  }

  /**
   * Plays the newest message.
   * @returns the position at which it ended, in seconds.
   */
  async playNewestToItsEnd(): Promise<number> {
    const ended = this.newestPlayer().evaluate(
      (audio: HTMLAudioElement) =>
        new Promise<number>((resolve, reject) => {
          audio.addEventListener('ended', () => resolve(audio.currentTime));
          audio.addEventListener('error', () => reject(new Error(audio.error?.message)));
        }),
    );
    await this.messages.first().getByRole('button', { name: /^Play/ }).click();
    return ended;
  }

  private newestPlayer(): Locator {
    return this.messages.first().locator('audio');
  }
}

/** The number before `dB`. */
async function decibelsIn(place: Locator): Promise<number> {
  const text = (await place.textContent()) ?? '';
  return Number(/(\d+\.\d) dB/.exec(text)?.[1]);
}

/** The file behind a player. */
export async function fileOf(player: Locator): Promise<Uint8Array> {
  const bytes = await player.evaluate(async (audio: HTMLAudioElement) => [
    ...new Uint8Array(await (await fetch(audio.src)).arrayBuffer()),
  ]);
  return Uint8Array.from(bytes);
}
