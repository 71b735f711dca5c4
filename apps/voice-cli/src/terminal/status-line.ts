/** The last line of a terminal, redrawn as things change; nothing without a terminal. */
export class StatusLine {
  readonly isShown: boolean;
  private text: string | null = null;

  constructor(
    private readonly stream: NodeJS.WriteStream,
    env: NodeJS.ProcessEnv,
  ) {
    this.isShown = Boolean(stream.isTTY) && env['TERM'] !== 'dumb';
  }

  draw(text: string): void {
    if (!this.isShown || text === this.text) return;
    this.text = text;
    this.stream.write(`\r${text.slice(0, (this.stream.columns || 80) - 1)}\x1b[K`);
  }

  /** Makes room for `write`, and draws the line again below it. */
  around(write: () => void): void {
    const { text } = this;
    this.clear();
    write();
    if (text !== null) this.draw(text);
  }

  /** Frees the line for something else. */
  clear(): void {
    if (this.text !== null) this.stream.write('\r\x1b[K');
    this.text = null;
  }
}
