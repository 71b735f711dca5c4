/** The last line of a terminal, drawn anew as things change; nothing at all where there is no terminal. */
export class StatusLine {
  readonly isShown: boolean;
  private isDrawn = false;

  constructor(
    private readonly stream: NodeJS.WriteStream,
    env: NodeJS.ProcessEnv,
  ) {
    this.isShown = Boolean(stream.isTTY) && env['TERM'] !== 'dumb';
  }

  draw(text: string): void {
    if (!this.isShown) return;
    this.isDrawn = true;
    this.stream.write(`\r${text.slice(0, (this.stream.columns || 80) - 1)}\x1b[K`);
  }

  /** Frees the line for something else. */
  clear(): void {
    if (this.isDrawn) this.stream.write('\r\x1b[K');
    this.isDrawn = false;
  }
}
