/** Runs asynchronous tasks one after the other. */
export class TurnQueue {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs the task after all earlier ones. A failed task rejects only its own caller's promise. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const running = this.last.then(task);
    this.last = running.catch(() => undefined);
    return running;
  }
}
