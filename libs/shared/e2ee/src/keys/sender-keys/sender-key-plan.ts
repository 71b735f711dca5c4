import { type Bytes, equalConstantTime } from '@sealwave/kernel';
import { MAX_STEPS } from './sender-key';

/** Lifetime of sender keys and member keys in milliseconds. */
export const KEY_LIFETIME_MS = 10 * 60 * 1000;

/** How far the current sender key has been used. It contains no secret. */
export interface SenderKeyUse {
  /** When the key was drawn, in milliseconds of a monotonic clock. */
  readonly drawnAtMs: number;
  /** Transmissions that have begun under it. */
  readonly steps: number;
  /** Members that were handed the key: their identities by member number. */
  readonly holders: ReadonlyMap<number, Bytes>;
}

/** Input of {@link planSenderKey}. */
export interface SenderKeySituation {
  /** Null before the first key, and after a reconnection. */
  readonly use: SenderKeyUse | null;
  /** The other members with a valid announce. */
  readonly members: Iterable<readonly [number, { readonly identity: Bytes }]>;
  readonly nowMs: number;
  /** Whether a transmission of ours is running. */
  readonly isTransmitting: boolean;
}

/** What to do about the sender key now. */
export interface SenderKeyPlan {
  /** Draw a new key before the next transmission begins. */
  readonly draw: boolean;
  /**
   * End the running transmission and continue it under the new key. A member that left must not hear the rest.
   */
  readonly restart: boolean;
  /** Members that should receive the key; the new one if `draw` is set. */
  readonly handTo: readonly number[];
}

/**
 * Decides what to do about the sender key (docs/protocol.md, section 10.4). Call it when the roster changes,
 * when a transmission begins or ends, and once a minute. Then every key is ready before somebody presses the
 * talk button.
 */
export function planSenderKey(situation: SenderKeySituation): SenderKeyPlan {
  const { use, nowMs, isTransmitting } = situation;
  const present = new Map([...situation.members].map(([n, { identity }]) => [n, identity]));
  const everybody = [...present.keys()];
  if (use === null) return { draw: true, restart: isTransmitting, handTo: everybody };
  const holders = [...use.holders];
  const hasLostHolder = holders.some(([n, identity]) => !isSame(identity, present.get(n)));
  const isUsedUp = use.steps >= MAX_STEPS || nowMs - use.drawnAtMs >= KEY_LIFETIME_MS;
  if (hasLostHolder || isUsedUp) {
    return { draw: true, restart: hasLostHolder && isTransmitting, handTo: everybody };
  }
  const newcomers = everybody.filter((n) => !use.holders.has(n));
  return { draw: false, restart: false, handTo: newcomers };
}

/** The use of a new key. */
export function drawnKey(nowMs: number): SenderKeyUse {
  return { drawnAtMs: nowMs, steps: 0, holders: new Map() };
}

/** Records that a member received the key. */
export function handedKey(use: SenderKeyUse, n: number, identity: Bytes): SenderKeyUse {
  return { ...use, holders: new Map([...use.holders, [n, identity]]) };
}

/** Records that a transmission has begun under the key. */
export function usedKey(use: SenderKeyUse): SenderKeyUse {
  return { ...use, steps: use.steps + 1 };
}

/** Rosters of 64 are compared whenever one of them announces itself: the same bytes need no look. */
function isSame(one: Bytes, other: Bytes | undefined): boolean {
  return one === other || (other !== undefined && equalConstantTime(one, other));
}
