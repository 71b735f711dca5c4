import { Injectable } from '@angular/core';
import { isKeyFor, type RecordingKey } from '@sealwave/e2ee';
import { type Bytes, equalConstantTime } from '@sealwave/kernel';

/** More keys than anybody pastes. Beyond it, the oldest are dropped. */
const MAX_KEYS = 200;

/**
 * The keys that were pasted or came in a link. They stay in memory while the page is open. They are never
 * stored or logged.
 */
@Injectable({ providedIn: 'root' })
export class Keyring {
  private keys: readonly RecordingKey[] = [];

  add(key: RecordingKey): void {
    if (this.keys.some((known) => isSame(known, key))) return;
    this.keys = [key, ...this.keys].slice(0, MAX_KEYS);
  }

  /** Finds the key of a sealed recording. */
  async keyFor(file: Bytes): Promise<RecordingKey | undefined> {
    for (const key of this.keys) if (await isKeyFor(file, key)) return key;
    return undefined;
  }
}

function isSame(a: RecordingKey, b: RecordingKey): boolean {
  return a.withBytes((bytes) => b.withBytes((others) => equalConstantTime(bytes, others)));
}
