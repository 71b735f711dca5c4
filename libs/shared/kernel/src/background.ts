/**
 * Starts work that nobody awaits, and reports its failure. An unhandled rejection would end the process, and so
 * the connections of everybody else.
 * @param work is called at once. It may return nothing when there is nothing to wait for.
 * @param onFailure receives what `work` threw, or the reason of its rejection. It must not throw.
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
 * Throws `error` as an uncaught exception. Pages and servers both log these. Pass it to {@link runInBackground}
 * where a failure would be a bug of ours.
 */
export function reportDefect(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
