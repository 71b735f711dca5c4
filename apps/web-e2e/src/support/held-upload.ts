import type { Page } from '@playwright/test';

/** Number of parts of an upload that pass before it is held. */
const PARTS = 2;

/** Socket.IO sends this when it upgrades to a WebSocket. */
const UPGRADE = '5';

/** A page's connection to the gateway. Its uploads stop in the middle until they are released. */
export class HeldUpload {
  private release: (() => void)[] = [];
  private holding = false;
  private parts = 0;
  private reached!: () => void;
  private upgrade!: () => void;
  /** Resolves when Socket.IO has upgraded to a WebSocket, so that every upload passes through here. */
  readonly upgraded = new Promise<void>((resolve) => (this.upgrade = resolve));
  /** Resolves when the page has uploaded part of its recording and cannot continue. */
  readonly inTheMiddle = new Promise<void>((resolve) => (this.reached = resolve));

  /** Call it before the page is opened. */
  static async of(page: Page): Promise<HeldUpload> {
    const upload = new HeldUpload();
    await page.routeWebSocket(/socket\.io/, (socket) => {
      const gateway = socket.connectToServer();
      socket.onMessage((message) => {
        if (!upload.takes(message)) upload.release.push(() => gateway.send(message));
        else gateway.send(message);
        if (message === UPGRADE) upload.upgrade();
      });
    });
    return upload;
  }

  /** Holds the next upload. */
  hold(): void {
    this.holding = true;
    this.parts = 0;
  }

  /** Releases everything, in order. */
  letGo(): void {
    this.holding = false;
    for (const send of this.release.splice(0)) send();
  }

  /** Drops what was held. Its connection no longer exists. */
  forget(): void {
    this.holding = false;
    this.release = [];
  }

  /** Passes parts up to the limit, then nothing. */
  private takes(message: string | Buffer): boolean {
    if (!this.holding) return true;
    if (this.parts === PARTS) {
      this.reached();
      return false;
    }
    if (typeof message !== 'string') this.parts++;
    return true;
  }
}
