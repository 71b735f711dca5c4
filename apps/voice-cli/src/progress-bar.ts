import { basename } from 'node:path';
import { printable } from './text-table';

const BAR_WIDTH = 24;
const REDRAW_MS = 100;

/** How far the work is, on the last line of a terminal; nothing at all where there is no terminal. */
export class ProgressBar {
  private readonly isShown: boolean;
  private lastDrawn = -Infinity;

  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly total: number,
  ) {
    this.isShown = stream.isTTY && process.env['TERM'] !== 'dumb';
  }

  /** Says that `done` files are finished and how many seconds of the current one. */
  show(done: number, file: string, seconds: number): void {
    const now = performance.now();
    if (!this.isShown || now - this.lastDrawn < REDRAW_MS) return;
    this.lastDrawn = now;
    const filled = Math.floor((BAR_WIDTH * done) / this.total);
    const bar = '#'.repeat(filled).padEnd(BAR_WIDTH, '.');
    const text = `[${bar}] ${done}/${this.total} ${seconds.toFixed(0)} s of ${printable(basename(file))}`;
    this.stream.write(`\r${text.slice(0, (this.stream.columns || 80) - 1)}\x1b[K`);
  }

  /** Frees the line for something else. */
  clear(): void {
    if (this.isShown && this.lastDrawn > -Infinity) this.stream.write('\r\x1b[K');
  }
}
