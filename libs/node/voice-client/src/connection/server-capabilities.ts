/** What the server has said of itself, in answer to what we said of us. */
export class ServerCapabilities {
  private takes = false;
  private settle: () => void = () => undefined;
  private readonly settled = new Promise<void>((resolve) => (this.settle = resolve));

  /** @param waitMs after which a server that has not answered is taken for one that never will. */
  constructor(waitMs: number) {
    setTimeout(this.settle, waitMs).unref();
  }

  /** The server has said whether it takes native messages. */
  learn(takesMessages: boolean): void {
    this.takes = takesMessages;
    this.settle();
  }

  /** Whether the server takes native messages; one written from the requirements alone does not. */
  async takesMessages(): Promise<boolean> {
    await this.settled;
    return this.takes;
  }
}
