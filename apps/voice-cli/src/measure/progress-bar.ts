import { basename } from 'node:path';
import { StatusLine } from '../terminal/status-line';
import { printable } from '../output/text-table';

const BAR_WIDTH = 24;
const REDRAW_MS = 100;

/** Shows progress on the last line of a terminal. Does nothing without a terminal. */
export class ProgressBar {
  private readonly line: StatusLine;
  private lastDrawn = -Infinity;

  constructor(
    stream: NodeJS.WriteStream,
    private readonly total: number,
  ) {
    this.line = new StatusLine(stream, process.env);
  }

  /**
   * Shows progress.
   * @param done number of finished files.
   * @param file the current one.
   * @param seconds position in it.
   */
  show(done: number, file: string, seconds: number): void {
    const now = performance.now();
    if (!this.line.isShown || now - this.lastDrawn < REDRAW_MS) return;
    this.lastDrawn = now;
    const filled = Math.floor((BAR_WIDTH * done) / this.total);
    const bar = '#'.repeat(filled).padEnd(BAR_WIDTH, '.');
    const time = `${seconds.toFixed(0)} s`;
    this.line.draw(`[${bar}] ${done}/${this.total} ${time} of ${printable(basename(file))}`);
  }

  /** Removes the bar. */
  clear(): void {
    this.line.clear();
  }
}
