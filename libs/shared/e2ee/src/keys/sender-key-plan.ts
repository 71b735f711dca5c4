import { type Bytes, toHex } from '@sealwave/kernel';
import { MAX_STEPS } from './sender-key';

/** How long a sender key and a member key serve, in milliseconds. */
export const KEY_LIFETIME_MS = 10 * 60 * 1000;

/** What has become of the present sender key. Nothing in it is secret. */
export interface SenderKeyUse {
  /** When it was drawn, by a clock that does not go back, in milliseconds. */
  readonly drawnAtMs: number;
  /** Transmissions that have begun under it. */
  readonly steps: number;
  /** Those who were handed it: by member number, the identity that it went to, in hexadecimal. */
  readonly holders: ReadonlyMap<number, string>;
}

/** Everything that decides about the sender key. */
export interface SenderKeySituation {
  /** Null before the first key, and after a reconnection. */
  readonly use: SenderKeyUse | null;
  /** The others in the room that have announced themselves. */
  readonly members: Iterable<readonly [number, { readonly identity: Bytes }]>;
  readonly nowMs: number;
  /** Whether a transmission of ours is under way. */
  readonly isTransmitting: boolean;
}

/** What to do about the sender key now. */
export interface SenderKeyPlan {
  /** Draw a new key before the next transmission begins. */
  readonly draw: boolean;
  /** End the transmission that is under way, and go on in a new one under the new key: somebody must not hear the rest. */
  readonly restart: boolean;
  /** Members to hand the key to, the new one where there is to be one. */
  readonly handTo: readonly number[];
}

/**
 * Decides about the sender key (docs/protocol.md, section 10.4): whenever the roster changes, a transmission begins or
 * ends, and once a minute. Keys are made when it says so, and not when somebody presses the key to talk.
 */
export function planSenderKey(situation: SenderKeySituation): SenderKeyPlan {
  const { use, nowMs, isTransmitting } = situation;
  const present = new Map(
    [...situation.members].map(([n, { identity }]) => [n, toHex(identity)] as const),
  );
  const everybody = [...present.keys()];
  if (use === null) return { draw: true, restart: isTransmitting, handTo: everybody };
  const holders = [...use.holders];
  const hasLostHolder = holders.some(([n, identity]) => present.get(n) !== identity);
  const isUsedUp = use.steps >= MAX_STEPS || nowMs - use.drawnAtMs >= KEY_LIFETIME_MS;
  if (hasLostHolder || isUsedUp) {
    return { draw: true, restart: hasLostHolder && isTransmitting, handTo: everybody };
  }
  const newcomers = everybody.filter((n) => !use.holders.has(n));
  return { draw: false, restart: false, handTo: newcomers };
}

/** The use of a key that was just drawn. */
export function drawnKey(nowMs: number): SenderKeyUse {
  return { drawnAtMs: nowMs, steps: 0, holders: new Map() };
}

/** The use of a key after it was handed to somebody. */
export function handedKey(use: SenderKeyUse, n: number, identity: Bytes): SenderKeyUse {
  return { ...use, holders: new Map([...use.holders, [n, toHex(identity)]]) };
}

/** The use of a key after a transmission has begun. */
export function usedKey(use: SenderKeyUse): SenderKeyUse {
  return { ...use, steps: use.steps + 1 };
}
