import { ConsoleLogger } from '@nestjs/common';
import { VoiceError } from '@sealwave/kernel';
import { LogThrottle } from './log-throttle';

/** Bytes that may wait for who reads the log: of a reader that stands still the memory must not fill. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** Time after which it is said what was not written, in milliseconds. */
const REPORT_MS = 10_000;

type Level = 'log' | 'warn' | 'error' | 'debug' | 'verbose';

/**
 * The log of a server. Lines of JSON for machines, or words and colours where a person looks at a terminal. What
 * cannot be written is left out and counted, and so are lines beyond {@link LogThrottle}; the server serves on.
 */
export class ServerLogger extends ConsoleLogger {
  private readonly throttle = new LogThrottle(performance.now());
  /** Of their own: nobody is to keep an error out of the log with lines that they cause. */
  private readonly errors = new LogThrottle(performance.now());
  private lost = 0;
  private due: NodeJS.Timeout | undefined;

  constructor() {
    super({ json: !process.stdout.isTTY, compact: true });
    for (const stream of [process.stdout, process.stderr]) {
      // A full disk, or a reader that has gone; without anybody who listens, the process would end.
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

  /** Says now what was not written. */
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

/** What lines have in common that one cause may bring about without number. */
function kindOf(message: unknown): string {
  if (message instanceof VoiceError) return message.code;
  if (message instanceof Error) return message.name;
  if (typeof message !== 'object' || message === null) return typeof message;
  const { event, code } = message as { readonly event?: unknown; readonly code?: unknown };
  return [event, code].filter((each) => typeof each === 'string').join(' ');
}
