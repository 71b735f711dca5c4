/** The meaning of a key. Without a terminal, the meaning of a line. */
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
 * Reads single keys on a terminal. Elsewhere it reads lines. An empty line means Enter. `q` and the end of
 * input mean the key Q.
 */
export class Keyboard {
  private line = '';
  private readonly restore = () => {
    if (this.stdin.isTTY) this.stdin.setRawMode(false);
  };
  private readonly read = (text: string) => this.handleInput(text);
  private readonly end = () => this.press('quit');

  /** Starts to read at once. {@link close} restores the terminal. */
  constructor(
    private readonly stdin: NodeJS.ReadStream,
    private readonly press: (key: Key) => void,
  ) {
    stdin.setEncoding('utf8').on('data', this.read);
    if (stdin.isTTY) {
      // The terminal must not stay in raw mode, however the program ends.
      process.once('exit', this.restore);
      stdin.setRawMode(true);
    } else {
      stdin.once('end', this.end);
    }
  }

  /** Whether keys arrive one by one. */
  get isTerminal(): boolean {
    return Boolean(this.stdin.isTTY);
  }

  close(): void {
    this.restore();
    process.off('exit', this.restore);
    this.stdin.off('data', this.read).off('end', this.end).pause();
  }

  private handleInput(text: string): void {
    if (!this.isTerminal) return this.takeLines(text);
    // In raw mode, the terminal does not turn Ctrl-C into a signal.
    if (text.includes(CTRL_C)) process.kill(process.pid, 'SIGINT');
    // A longer sequence that begins with Escape is one key, such as an arrow.
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
