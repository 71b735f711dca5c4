import { HpkeKey } from '@sealwave/crypto/hpke';
import type { Bytes } from '@sealwave/kernel';
import { isRecordFor } from './addressed-record';
import { KEY_LIFETIME_MS } from './sender-key-plan';

/** Records that were sealed for the key before may be on the way for this time, in milliseconds. */
const OVERLAP_MS = 30_000;

/** The member keys of this client: the one that it has announced, and for a while the one before. Private halves live here alone. */
export class MemberKeys {
  private constructor(
    private held: HpkeKey,
    private madeAtMs: number,
    private before: HpkeKey | null = null,
  ) {}

  /** With a first key. @param nowMs by a clock that does not go back. */
  static async make(nowMs: number): Promise<MemberKeys> {
    return new MemberKeys(await HpkeKey.generate(), nowMs);
  }

  /** The key to announce, and to seal with. */
  get current(): HpkeKey {
    return this.held;
  }

  /** Whether the key has served its time: `renew`, and announce the new one. */
  isDue(nowMs: number): boolean {
    return nowMs - this.madeAtMs >= KEY_LIFETIME_MS;
  }

  /** Makes the next key; the present one opens what is on the way. */
  async renew(nowMs: number): Promise<void> {
    const next = await HpkeKey.generate();
    [this.before, this.held, this.madeAtMs] = [this.held, next, nowMs];
  }

  /** The key that a record is for; null where it is for none that is left. */
  async keyFor(record: Bytes, nowMs: number): Promise<HpkeKey | null> {
    if (nowMs - this.madeAtMs >= OVERLAP_MS) this.before = null;
    for (const key of [this.held, this.before]) {
      if (key !== null && (await isRecordFor(key.publicPoint, record))) return key;
    }
    return null;
  }
}
