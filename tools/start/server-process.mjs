import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Settings that make the C library of Linux (glibc) return large freed blocks to the system. By default it
 * raises its threshold with the freed blocks, up to 32 MiB. A gateway then stays at the memory of its busiest
 * minute. See mallopt(3).
 */
const memorySettings = JSON.parse(
  readFileSync(join(import.meta.dirname, 'memory-settings.json'), 'utf8'),
);

/** One server in its own process. The process reports by IPC when it listens. */
export class ServerProcess {
  #name;
  #portSetting;
  #child;
  #reason;

  /**
   * Resolves with the server's URL and sentences about it for people.
   * @throws Error when it ends before.
   */
  listening;
  /** Resolves when the process has ended. The value is a sentence for people about the reason. */
  ended;

  /**
   * @param file the built program.
   * @param portSetting environment variable for another port.
   * @param log receives every line of the server's log, and the result of {@link parseLogLine}.
   */
  constructor({ name, file, portSetting, env, log }) {
    this.#name = name;
    this.#portSetting = portSetting;
    this.#child = fork(file, {
      env: { ...memorySettings, ...env },
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const input of [this.#child.stdout, this.#child.stderr]) {
      createInterface({ input }).on('line', (line) => this.#read(line, log));
    }
    this.ended = new Promise((resolve) =>
      this.#child.once('close', (code, signal) => resolve(this.#epitaph(signal ?? code))),
    );
    const announced = new Promise((resolve) =>
      this.#child.on('message', ({ event, url, notes = [] }) => {
        if (event === 'listening') resolve({ url, notes });
      }),
    );
    const failed = this.ended.then((sentence) => Promise.reject(new Error(sentence)));
    this.listening = Promise.race([announced, failed]);
    this.listening.catch(() => undefined); // A waiting caller gets the error. A later end is not an error.
  }

  /** Ends the process. Forces it if it has not said goodbye to its clients within `patienceMs`. */
  async stop(patienceMs = 4_000) {
    const force = setTimeout(() => this.#child.kill('SIGKILL'), patienceMs);
    this.#child.kill('SIGTERM');
    await this.ended;
    clearTimeout(force);
  }

  #read(line, log) {
    const { level, message } = parseLogLine(line);
    if (level === 'fatal') this.#reason = message;
    log({ server: this.#name, line, level, message });
  }

  #epitaph(status) {
    const reason = this.#reason ?? `it ended with ${status}`;
    const hint = reason.includes('in use') ? `; ${this.#portSetting} gives it another one` : '';
    return `The ${this.#name} stopped: ${reason}${hint}.`;
  }
}

/** Parses a line. The servers log a JSON object per line. Anything else is shown as an error. */
function parseLogLine(line) {
  try {
    const { level, message } = JSON.parse(line);
    return { level, message: typeof message === 'string' ? message : JSON.stringify(message) };
  } catch {
    return { level: 'error', message: line };
  }
}
