import { basename } from 'node:path';
import { StatusLine } from '../terminal/status-line';
import { printable } from '../output/text-table';

const BAR_WIDTH = 24;
const REDRAW_MS = 100;

/** How far the work is, on the last line of a terminal; nothing at all where there is no terminal. */
export class ProgressBar {
  private readonly line: StatusLine;
  private lastDrawn = -Infinity;

  constructor(
    stream: NodeJS.WriteStream,
    private readonly total: number,
  ) {
    this.line = new StatusLine(stream, process.env);
  }

  /** Says that `done` files are finished and how many seconds of the current one. */
  show(done: number, file: string, seconds: number): void {
    const now = performance.now();
    if (!this.line.isShown || now - this.lastDrawn < REDRAW_MS) return;
    this.lastDrawn = now;
    const filled = Math.floor((BAR_WIDTH * done) / this.total);
    const bar = '#'.repeat(filled).padEnd(BAR_WIDTH, '.');
    const time = `${seconds.toFixed(0)} s`;
    this.line.draw(`[${bar}] ${done}/${this.total} ${time} of ${printable(basename(file))}`);
  }

  /** Frees the line for something else. */
  clear(): void {
    this.line.clear();
  }
}
