import { Injectable } from '@angular/core';
import { isKeyFor, type RecordingKey } from '@sealwave/e2ee';
import { type Bytes, equalConstantTime } from '@sealwave/kernel';

/** More codes than anybody pastes; the oldest make room. */
const MAX_KEYS = 200;

/**
 * The keys that were pasted or came by link, for as long as the page is open: in memory only, never
 * stored and never logged.
 */
@Injectable({ providedIn: 'root' })
export class Keyring {
  private keys: readonly RecordingKey[] = [];

  add(key: RecordingKey): void {
    if (this.keys.some((known) => isSame(known, key))) return;
    this.keys = [key, ...this.keys].slice(0, MAX_KEYS);
  }

  /** The key for a sealed recording, if it is here. */
  async keyFor(file: Bytes): Promise<RecordingKey | undefined> {
    for (const key of this.keys) if (await isKeyFor(file, key)) return key;
    return undefined;
  }
}

function isSame(a: RecordingKey, b: RecordingKey): boolean {
  return a.lend((bytes) => b.lend((others) => equalConstantTime(bytes, others)));
}
