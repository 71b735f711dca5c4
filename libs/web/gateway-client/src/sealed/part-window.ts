import type { Bytes } from '@sealwave/kernel';
import { GatewayError } from '../gateway-error';

/** Parts in flight at a time, as for recordings. A record waits for no more than these. */
const PARTS_UNDER_WAY = 2;

/** A part that waits for its turn. */
interface Turn {
  readonly begin: () => void;
  readonly giveUp: (reason: GatewayError) => void;
}

/** The parts that a page sends on one connection. A few are in flight; the others wait in order. */
export class PartWindow {
  private underWay = 0;
  private readonly line = new Set<Turn>();
  private end: GatewayError | null = null;

  /** @param send sends a part. It resolves when the next one may follow. */
  constructor(private readonly send: (part: Bytes) => Promise<void>) {}

  /**
   * Sends a part in its turn.
   * @param signal cancels the part while it waits.
   * @throws GatewayError with the code `cancelled`, or when the window was closed.
   * @throws the error of `send`.
   */
  async pass(part: Bytes, signal?: AbortSignal): Promise<void> {
    if (this.end) throw this.end;
    if (signal?.aborted) throw GatewayError.cancelled();
    if (this.underWay === PARTS_UNDER_WAY) await this.turn(signal);
    else this.underWay++;
    try {
      await this.send(part);
    } finally {
      this.underWay--;
      this.serve();
    }
  }

  /** Refuses the waiting parts, and all later ones. */
  close(reason: GatewayError): void {
    this.end = reason;
    for (const { giveUp } of [...this.line]) giveUp(reason);
  }

  private turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = (): void => turn.giveUp(GatewayError.cancelled());
      const leaveLine = (): void => {
        signal?.removeEventListener('abort', cancel);
        this.line.delete(turn);
      };
      const turn: Turn = {
        begin: () => {
          leaveLine();
          this.underWay++;
          resolve();
        },
        giveUp: (reason) => {
          leaveLine();
          reject(reason);
        },
      };
      signal?.addEventListener('abort', cancel, { once: true });
      this.line.add(turn);
    });
  }

  private serve(): void {
    const [next] = this.line;
    next?.begin();
  }
}
