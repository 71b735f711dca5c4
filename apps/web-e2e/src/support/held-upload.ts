import type { Page } from '@playwright/test';

/** What of an upload gets through before it is held up: two parts. */
const PARTS = 2;

/** With this Socket.IO changes over to a WebSocket. */
const UPGRADE = '5';

/** The connection of one page to the gateway, whose uploads stop in the middle until they are let go. */
export class HeldUpload {
  private release: (() => void)[] = [];
  private holding = false;
  private parts = 0;
  private reached!: () => void;
  private upgrade!: () => void;
  /** Resolves when the page uses the connection that is watched here, and no other. */
  readonly upgraded = new Promise<void>((resolve) => (this.upgrade = resolve));
  /** Resolves when the page has uploaded some of its recording and cannot go on. */
  readonly inTheMiddle = new Promise<void>((resolve) => (this.reached = resolve));

  /** To be called before the page is opened. */
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

  /** Holds up the next upload. */
  hold(): void {
    this.holding = true;
    this.parts = 0;
  }

  /** Lets everything through, what was held first. */
  letGo(): void {
    this.holding = false;
    for (const send of this.release.splice(0)) send();
  }

  /** Forgets what was held, as its connection does not exist any more. */
  forget(): void {
    this.holding = false;
    this.release = [];
  }

  /** Lets bytes through up to the last part, and from then on nothing. */
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
