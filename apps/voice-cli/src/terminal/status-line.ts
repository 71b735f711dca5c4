/** The last line of a terminal. It is redrawn when its text changes. Does nothing without a terminal. */
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

  /** Clears the line for `write`, then draws it again below the output. */
  around(write: () => void): void {
    const { text } = this;
    this.clear();
    write();
    if (text !== null) this.draw(text);
  }

  /** Removes the line. */
  clear(): void {
    if (this.text !== null) this.stream.write('\r\x1b[K');
    this.text = null;
  }
}
