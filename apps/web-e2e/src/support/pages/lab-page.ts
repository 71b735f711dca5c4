import { expect, type Locator, type Page } from '@playwright/test';

/** The quality lab as a person sees it. */
export class LabPage {
  readonly status: Locator;
  readonly summary: Locator;
  readonly bits: Locator;
  readonly gain: Locator;
  readonly outcome: Locator;

  constructor(readonly page: Page) {
    this.status = page.getByTestId('clip-state');
    this.summary = page.getByTestId('listening-summary');
    this.bits = page.getByRole('slider', { name: 'Bits of the plain quantiser' });
    this.gain = page.getByRole('slider', { name: 'How much quieter the voice is' });
    this.outcome = page.getByTestId('open-outcome');
  }

  /** Opens the lab by its link, and waits for the figures of the built-in voice. */
  async visit(): Promise<void> {
    await this.page.getByRole('link', { name: 'Quality lab' }).click();
    await this.isComputed();
  }

  /** Waits until everything that the controls request has been computed. */
  async isComputed(): Promise<void> {
    await expect(this.page.getByTestId('level-table')).toBeVisible();
    await expect(this.page.locator('progress:not(.idle)')).toHaveCount(0);
  }

  /** Moves a slider with the keyboard, step by step. */
  async press(slider: Locator, key: 'ArrowLeft' | 'ArrowRight', times: number): Promise<void> {
    await slider.focus();
    for (let i = 0; i < times; i++) await this.page.keyboard.press(key);
    await this.isComputed();
  }

  async chooseCoder(name: string): Promise<void> {
    await this.page.getByRole('radio', { name }).focus();
    await this.page.keyboard.press('Space');
    await this.isComputed();
  }

  /** One column of a table, from top to bottom. */
  column(table: 'depth-table' | 'level-table', column: number): Promise<string[]> {
    const cells = this.page.getByTestId(table).locator(`tbody tr > :nth-child(${column + 1})`);
    return cells.allTextContents();
  }

  /** The file behind a player, decoded by this browser. */
  async soundIn(card: string): Promise<{ samples: Float32Array; seconds: number }> {
    const audio = this.page.getByTestId(card).locator('audio');
    const samples = await audio.evaluate(async (element: HTMLAudioElement) => {
      const file = await (await fetch(element.src)).arrayBuffer();
      const context = new OfflineAudioContext(1, 1, 8000);
      return [...(await context.decodeAudioData(file)).getChannelData(0)];
    });
    return { samples: Float32Array.from(samples), seconds: samples.length / 8000 };
  }

  /**
   * Presses a button of the sealed clip.
   * @returns the displayed outcome.
   */
  async tryTo(button: string): Promise<string> {
    const before = await this.outcome.textContent();
    await this.page.getByRole('button', { name: button }).focus();
    await this.page.keyboard.press('Enter');
    await expect(this.outcome).not.toHaveText(before ?? '');
    return (await this.outcome.textContent()) ?? '';
  }
}
