import { ErrorCode } from '@sealwave/kernel';
import { AdmissionError } from './admission-error';

/**
 * Limits concurrent handshakes. Further handshakes wait in order. If they were refused, all clients of a
 * restarted server would stay away longer than the wait takes.
 */
export class HandshakeSemaphore {
  private underWay = 0;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly most: number) {}

  /**
   * Waits for the turn of a handshake.
   * @param over aborts when the handshake is complete, or its connection has ended.
   * @param patienceMs longest wait, in milliseconds.
   * @throws AdmissionError when the turn did not come in that time.
   */
  async acquire(over: AbortSignal, patienceMs: number): Promise<void> {
    if (this.underWay >= this.most) await this.queue(over, patienceMs);
    else this.underWay++;
    // The handshake may have ended between its turn and this line.
    if (over.aborted) this.pass();
    else over.addEventListener('abort', () => this.pass(), { once: true });
  }

  private async queue(over: AbortSignal, patienceMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    let begin = (): void => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        begin = resolve;
        this.waiting.add(begin);
        const giveUp = () =>
          reject(new AdmissionError(ErrorCode.Busy, 'too many handshakes', { patienceMs }));
        timer = setTimeout(giveUp, patienceMs);
        over.addEventListener('abort', giveUp, { once: true });
      });
    } finally {
      clearTimeout(timer);
      this.waiting.delete(begin);
    }
  }

  /** Passes the turn to the handshake that has waited longest. No newcomer can take it. */
  private pass(): void {
    const [next] = this.waiting;
    if (!next) {
      this.underWay--;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
