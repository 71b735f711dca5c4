import type { Page } from '@playwright/test';

/** Readings of a running take's meters at one moment. */
export interface LiveReading {
  readonly word: string;
  /** dBFS; -Infinity for silence. */
  readonly levelDbfs: number;
  readonly peakDbfs: number;
  /** The whole text of the live SNR. */
  readonly snr: string;
}

type Shown = Readonly<Record<'word' | 'level' | 'peak' | 'snr', string>>;

/** Records everything that the meters show from now on. */
export async function watchMeters(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Shown[] = [];
    Object.assign(window, { seen });
    const text = (id: string) => document.querySelector(`[data-testid=${id}]`)?.textContent ?? '';
    new MutationObserver((changes) => {
      const level = document.querySelector('[data-testid=level]');
      if (!changes.some(({ target }) => target === level)) return;
      const [word, snr] = [text('intensity'), text('live-snr')];
      seen.push({ word, level: text('level'), peak: text('peak'), snr });
    }).observe(document.body, { subtree: true, childList: true });
  });
}

/** The readings that {@link watchMeters} recorded, oldest first. */
export async function readings(page: Page): Promise<LiveReading[]> {
  const seen = await page.evaluate(() => Reflect.get(window, 'seen') as Shown[]);
  return seen.map(({ word, level, peak, snr }) => ({
    ...{ word, snr },
    levelDbfs: decibels(level),
    peakDbfs: decibels(peak),
  }));
}

/** The number in a text such as `−12.9 dBFS`; NaN if there is none. */
export function decibels(text: string): number {
  if (text.startsWith('−∞')) return -Infinity;
  return Number((/−?\d+\.\d(?= dB)/.exec(text)?.[0] ?? 'none').replace('−', '-'));
}
