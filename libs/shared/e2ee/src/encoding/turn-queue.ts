/** Lets tasks run one after the other, each whole before the next begins. */
export class TurnQueue {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs the task when its turn comes. The failure of one is that of its caller alone. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const running = this.last.then(task);
    this.last = running.catch(() => undefined);
    return running;
  }
}
