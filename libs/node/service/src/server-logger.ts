import { ConsoleLogger } from '@nestjs/common';
import { VoiceError } from '@sealwave/kernel';
import { LogThrottle } from './log-throttle';

/** Most bytes that may wait for the reader of the log. A stalled reader cannot fill the memory. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** Time after which suppressed lines are reported, in milliseconds. */
const REPORT_MS = 10_000;

type Level = 'log' | 'warn' | 'error' | 'debug' | 'verbose';

/**
 * The log of a server: lines of JSON for machines, or words and colours on a terminal. Lines that cannot be
 * written are dropped and counted. So are lines beyond {@link LogThrottle}. The server keeps running.
 */
export class ServerLogger extends ConsoleLogger {
  private readonly throttle = new LogThrottle(performance.now());
  /** A separate throttle for errors. Other lines cannot crowd errors out of the log. */
  private readonly errors = new LogThrottle(performance.now());
  private lost = 0;
  private due: NodeJS.Timeout | undefined;

  constructor() {
    super({ json: !process.stdout.isTTY, compact: true });
    for (const stream of [process.stdout, process.stderr]) {
      // The disk is full, or the reader is gone. Without a listener, the error would end the process.
      stream.on('error', () => this.countLost());
    }
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (this.admits('log', message, rest)) super.log(message, ...rest);
  }

  override warn(message: unknown, ...rest: unknown[]): void {
    if (this.admits('warn', message, rest)) super.warn(message, ...rest);
  }

  override error(message: unknown, ...rest: unknown[]): void {
    if (this.admits('error', message, rest)) super.error(message, ...rest);
  }

  override debug(message: unknown, ...rest: unknown[]): void {
    if (this.admits('debug', message, rest)) super.debug(message, ...rest);
  }

  override verbose(message: unknown, ...rest: unknown[]): void {
    if (this.admits('verbose', message, rest)) super.verbose(message, ...rest);
  }

  /** Reports the suppressed lines now. */
  report(): void {
    clearTimeout(this.due);
    this.due = undefined;
    const suppressed = [...this.errors.takeSuppressed(), ...this.throttle.takeSuppressed()];
    for (const [kind, count] of suppressed) {
      super.warn({ event: 'lines-suppressed', kind, count }, 'Log');
    }
    const { lost } = this;
    this.lost = 0;
    if (lost > 0) super.warn({ event: 'lines-lost', count: lost }, 'Log');
  }

  private admits(level: Level, message: unknown, rest: readonly unknown[]): boolean {
    if (process.stdout.writableLength + process.stderr.writableLength > MAX_WAITING_BYTES) {
      this.countLost();
      return false;
    }
    const context = rest.at(-1);
    const kind = `${level} ${typeof context === 'string' ? context : ''} ${kindOf(message)}`;
    const throttle = level === 'error' ? this.errors : this.throttle;
    if (throttle.admits(kind, performance.now())) return true;
    this.reportSoon();
    return false;
  }

  private countLost(): void {
    this.lost++;
    this.reportSoon();
  }

  private reportSoon(): void {
    this.due ??= setTimeout(() => this.report(), REPORT_MS).unref();
  }
}

/** The kind of a line. One cause may produce any number of lines of the same kind. */
function kindOf(message: unknown): string {
  if (message instanceof VoiceError) return message.code;
  if (message instanceof Error) return message.name;
  if (typeof message !== 'object' || message === null) return typeof message;
  const { event, code } = message as { readonly event?: unknown; readonly code?: unknown };
  return [event, code].filter((each) => typeof each === 'string').join(' ');
}
