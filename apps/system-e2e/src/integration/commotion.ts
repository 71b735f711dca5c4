import type { Browser } from '../browser/browser';

/** Actions that run at the same time and repeat until the test ends them. */
export class Commotion {
  private ending = false;

  private constructor(private readonly doings: readonly Promise<void>[]) {}

  /**
   * Starts the actions. Each of `steps` repeats independently. Refusals because of a lost connection are
   * ignored.
   */
  static begin(...steps: readonly (() => Promise<unknown>)[]): Commotion {
    const doings: Promise<void>[] = [];
    const commotion = new Commotion(doings);
    doings.push(...steps.map((step) => commotion.repeat(step)));
    return commotion;
  }

  /**
   * Resolves when the running actions have finished.
   * @throws the error of one of them.
   */
  async end(): Promise<void> {
    this.ending = true;
    await Promise.all(this.doings);
  }

  private async repeat(step: () => Promise<unknown>): Promise<void> {
    while (!this.ending) await step();
  }
}

/**
 * An action: the person starts or stops talking. It waits until the gateway has answered the previous change.
 */
export function talking(browser: Browser): () => Promise<unknown> {
  let on = false;
  return () => {
    browser.emit('talking', { on: (on = !on) });
    return browser.ask('round_trip');
  };
}

/**
 * An action: the person takes another name by leaving and entering again. Pages do so when a server cannot
 * rename.
 */
export function renaming(browser: Browser): () => Promise<unknown> {
  let count = 0;
  return async () => {
    await browser.ask('disconnect_from_server');
    return browser.ask('connect_to_server', { name: `name ${++count}` });
  };
}
