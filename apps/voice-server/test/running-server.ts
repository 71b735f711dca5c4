import { join } from 'node:path';
import type { LoggerService } from '@nestjs/common';
import { startVoiceServer, type VoiceServer } from '../src/voice-server';
import { VoiceServerConfig } from '../src/voice-server.config';
import { TestClient } from './test-client';

/** Settings that a test changes. */
export type Settings = { -readonly [Name in keyof VoiceServerConfig]?: VoiceServerConfig[Name] };

/** Settings for a busy machine. Both ends of all connections share a process here. */
const forTests: Settings = {
  VOICE_PORT: 0,
  VOICE_HANDSHAKE_MS: 20_000,
  VOICE_DATA_DIR: join(__dirname, '../../../tmp/voice-server-test'),
};

/** The defaults, with a free port and the test's changes. */
export function configured(settings: Settings = {}): VoiceServerConfig {
  return Object.assign(new VoiceServerConfig(), forTests, settings);
}

/** A line of the log. */
export interface LogLine {
  readonly level: string;
  readonly event?: string;
  readonly code?: string;
  readonly error?: unknown;
}

/** Stores log lines, and notifies a test of new ones. */
export class MemoryLog implements LoggerService {
  readonly lines: LogLine[] = [];
  private wake = (): void => undefined;

  log = (message: unknown): void => this.add('log', message);
  warn = (message: unknown): void => this.add('warn', message);
  error = (message: unknown): void => this.add('error', message);
  fatal = (message: unknown): void => this.add('fatal', message);

  /** The lines about an event. */
  of(event: string): LogLine[] {
    return this.lines.filter((line) => line.event === event);
  }

  /** Resolves when there are `count` lines about `event`. */
  async until(event: string, count = 1): Promise<LogLine[]> {
    while (this.of(event).length < count) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    return this.of(event);
  }

  private add(level: string, message: unknown): void {
    this.lines.push(isEvent(message) ? { level, ...message } : { level, error: message });
    this.wake();
  }
}

function isEvent(message: unknown): message is { event: string } {
  return typeof message === 'object' && message !== null && 'event' in message;
}

/** A voice server in this process, with its log and its clients. */
export class RunningServer {
  readonly clients: TestClient[] = [];

  private constructor(
    readonly log: MemoryLog,
    private readonly server: VoiceServer,
  ) {}

  static async start(settings: Settings = {}): Promise<RunningServer> {
    const log = new MemoryLog();
    return new RunningServer(log, await startVoiceServer(configured(settings), log));
  }

  get port(): number {
    return this.server.port;
  }

  /** Connects `count` clients to the lobby. */
  async joined(count: number): Promise<TestClient[]> {
    const before = this.log.of('session-opened').length;
    const connecting = Array.from({ length: count }, () => TestClient.connect(this.port));
    const clients = await Promise.all(connecting);
    this.clients.push(...clients);
    await this.log.until('session-opened', before + count);
    return clients;
  }

  /** Closes the server while its clients are connected. */
  close(): Promise<void> {
    return this.server.close();
  }

  /** Closes the clients, then the server. */
  async stop(): Promise<void> {
    for (const { frames } of this.clients) frames.close();
    await this.close();
  }
}
