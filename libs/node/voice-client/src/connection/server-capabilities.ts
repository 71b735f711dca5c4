/** The server's capabilities, which it sends in answer to ours. */
export class ServerCapabilities {
  private takes = false;
  private settle: () => void = () => undefined;
  private readonly settled = new Promise<void>((resolve) => (this.settle = resolve));

  /** @param waitMs time after which the server is assumed not to answer, in milliseconds. */
  constructor(waitMs: number) {
    setTimeout(this.settle, waitMs).unref();
  }

  /** Stores whether the server supports native messages. */
  learn(takesMessages: boolean): void {
    this.takes = takesMessages;
    this.settle();
  }

  /** Whether the server supports native messages. A server written from the requirements alone does not. */
  async takesMessages(): Promise<boolean> {
    await this.settled;
    return this.takes;
  }
}
