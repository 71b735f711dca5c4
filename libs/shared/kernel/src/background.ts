/**
 * Starts work that nobody waits for. A failure of it always has somebody who hears of it: a promise that is
 * started without that ends the process, and with it the connections of everybody else.
 * @param work is started at once; one that has nothing to wait for may return nothing.
 * @param onFailure is told what `work` threw, or what it was rejected with. Must not throw.
 */
export function runInBackground(
  work: () => PromiseLike<unknown> | undefined,
  onFailure: (reason: unknown) => void,
): void {
  let running: PromiseLike<unknown> | undefined;
  try {
    running = work();
  } catch (error) {
    onFailure(error);
    return;
  }
  running?.then(undefined, onFailure);
}

/**
 * Tells of a defect where nothing better can be done with it: as an exception that nobody has caught, which a
 * page and a server both log. To be given to {@link runInBackground} where a failure is one.
 */
export function reportDefect(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
