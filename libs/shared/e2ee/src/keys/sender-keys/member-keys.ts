import { HpkeKey } from '@sealwave/crypto/hpke';
import { type Bytes, equalConstantTime } from '@sealwave/kernel';
import { isRecordFor } from './addressed-record';
import { KEY_LIFETIME_MS } from './sender-key-plan';

/** How long records for the previous member key may still arrive, in milliseconds. */
const OVERLAP_MS = 30_000;

/**
 * The member keys of this client: the current one and, for a short time, the previous one. Private halves exist
 * only here.
 */
export class MemberKeys {
  private constructor(
    private held: HpkeKey,
    private madeAtMs: number,
    private before: HpkeKey | null = null,
  ) {}

  /** Makes the first member key. @param nowMs by a monotonic clock. */
  static async make(nowMs: number): Promise<MemberKeys> {
    return new MemberKeys(await HpkeKey.generate(), nowMs);
  }

  /** The member key to announce and to seal with. */
  get current(): HpkeKey {
    return this.held;
  }

  /** Whether the key is 10 minutes old. If so, call `renew` and announce the new key. */
  isDue(nowMs: number): boolean {
    return nowMs - this.madeAtMs >= KEY_LIFETIME_MS;
  }

  /** Makes a new member key. The previous one still opens records on their way. */
  async renew(nowMs: number): Promise<void> {
    const next = await HpkeKey.generate();
    [this.before, this.held, this.madeAtMs] = [this.held, next, nowMs];
  }

  /** Whether this is the public half of a member key that we still hold. */
  isOwn(publicPoint: Bytes): boolean {
    const held = [this.held, this.before];
    return held.some((key) => key !== null && equalConstantTime(key.publicPoint, publicPoint));
  }

  /** Finds the private key for a record. Null when the record is for another key, or for an erased one. */
  async keyFor(record: Bytes, nowMs: number): Promise<HpkeKey | null> {
    if (nowMs - this.madeAtMs >= OVERLAP_MS) this.before = null;
    for (const key of [this.held, this.before]) {
      if (key !== null && (await isRecordFor(key.publicPoint, record))) return key;
    }
    return null;
  }
}
