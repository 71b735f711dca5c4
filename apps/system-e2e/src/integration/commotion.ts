import type { Browser } from '../browser/browser';

/** What several do at the same time, over and over, until it is ended. */
export class Commotion {
  private ending = false;

  private constructor(private readonly doings: readonly Promise<void>[]) {}

  /** Begins; each of `steps` is repeated by itself, and what a lost connection refuses is no failure. */
  static begin(...steps: readonly (() => Promise<unknown>)[]): Commotion {
    const doings: Promise<void>[] = [];
    const commotion = new Commotion(doings);
    doings.push(...steps.map((step) => commotion.repeat(step)));
    return commotion;
  }

  /** Resolves when all have finished what they were doing. @throws what one of them threw. */
  async end(): Promise<void> {
    this.ending = true;
    await Promise.all(this.doings);
  }

  private async repeat(step: () => Promise<unknown>): Promise<void> {
    while (!this.ending) await step();
  }
}

/** Says that its person begins or ends to talk, once the gateway has answered what was said before. */
export function talking(browser: Browser): () => Promise<unknown> {
  let on = false;
  return () => {
    browser.emit('talking', { on: (on = !on) });
    return browser.ask('round_trip');
  };
}

/** Takes another name, as the page does: it leaves, and comes in again. */
export function renaming(browser: Browser): () => Promise<unknown> {
  let count = 0;
  return async () => {
    await browser.ask('disconnect_from_server');
    return browser.ask('connect_to_server', { name: `name ${++count}` });
  };
}
