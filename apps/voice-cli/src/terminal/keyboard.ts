/** What a person wants by a key, or by a line where there is no terminal. */
export type Key = 'space' | 'enter' | 'escape' | 'quit';

const KEYS: ReadonlyMap<string, Key> = new Map([
  [' ', 'space'],
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\x1b', 'escape'],
  ['q', 'quit'],
  ['\x04', 'quit'],
]);
const CTRL_C = '\x03';

/**
 * Keys as they are pressed, without Enter, on a terminal; anywhere else lines, of which an empty one is
 * Enter, `q` is the key Q, and the end of the input is that too.
 */
export class Keyboard {
  private line = '';
  private readonly restore = () => {
    if (this.stdin.isTTY) this.stdin.setRawMode(false);
  };
  private readonly read = (text: string) => this.take(text);
  private readonly end = () => this.press('quit');

  /** Begins at once; {@link close} gives the terminal back as it was. */
  constructor(
    private readonly stdin: NodeJS.ReadStream,
    private readonly press: (key: Key) => void,
  ) {
    stdin.setEncoding('utf8').on('data', this.read);
    if (stdin.isTTY) {
      // However the program ends, the terminal must not stay raw.
      process.once('exit', this.restore);
      stdin.setRawMode(true);
    } else {
      stdin.once('end', this.end);
    }
  }

  /** Whether keys come one by one. */
  get isTerminal(): boolean {
    return Boolean(this.stdin.isTTY);
  }

  close(): void {
    this.restore();
    process.off('exit', this.restore);
    this.stdin.off('data', this.read).off('end', this.end).pause();
  }

  private take(text: string): void {
    if (!this.isTerminal) return this.takeLines(text);
    // Raw input: the terminal no longer makes a signal of Ctrl-C.
    if (text.includes(CTRL_C)) process.kill(process.pid, 'SIGINT');
    // Longer ones beginning with Escape are keys such as the arrows.
    const pressed = text.startsWith('\x1b') ? [text] : [...text];
    for (const key of pressed) this.pressIfKnown(key);
  }

  private takeLines(text: string): void {
    const lines = (this.line + text).split('\n');
    this.line = lines.pop() ?? '';
    for (const line of lines) this.pressIfKnown(line.trim() || '\n');
  }

  private pressIfKnown(text: string): void {
    const key = KEYS.get(text);
    if (key) this.press(key);
  }
}
