import { type KeyObject, timingSafeEqual } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SealRejectedError } from '@sealwave/crypto';
import type { Bytes } from '@sealwave/kernel';
import { type Aead, SEAL_BYTES } from './aead';
import { type Integrity, MAC_BYTES } from './integrity';

/** The two primitives that a cipher is made of; the gateway injects its own services. */
export interface CipherParts {
  readonly integrity: Integrity;
  readonly aead: Aead;
}

/** The two keys of a session. */
export interface SessionKeys {
  readonly key: KeyObject;
  readonly macKey: KeyObject;
}

/** Work that can be paused after each step, to be run by {@link atOnce} or {@link inTurns}. */
export type Steps<T> = Generator<void, T, void>;

/** Worked on in one step: well under a millisecond. */
const STEP_BYTES = 256 * 1024;

/** Seals `audio || HMAC(audio)` (docs/protocol.md, section 4.1). The first step takes the nonce. */
export function* sealSteps(
  { integrity, aead }: CipherParts,
  { key, macKey }: SessionKeys,
  message: { readonly nonce: Uint8Array; readonly audio: Uint8Array },
): Steps<Bytes> {
  const sealing = aead.newSealing(key, message.nonce, message.audio.length + MAC_BYTES);
  const mac = integrity.newMac(macKey);
  for (const piece of pieces(message.audio)) {
    mac.update(piece);
    sealing.update(piece);
    yield;
  }
  sealing.update(mac.digest());
  return sealing.finish();
}

/** Opens what {@link sealSteps} sealed. @throws SealRejectedError when tag or code do not fit. */
export function* openSteps(
  { integrity, aead }: CipherParts,
  { key, macKey }: SessionKeys,
  sealed: Uint8Array,
): Steps<Uint8Array> {
  const opening = aead.newOpening(key, sealed);
  for (const piece of pieces(sealed.subarray(SEAL_BYTES))) {
    opening.update(piece);
    yield;
  }
  const opened = opening.finish();
  const end = opened.length - MAC_BYTES;
  if (end < 0) throw new SealRejectedError();
  const audio = opened.subarray(0, end);
  const mac = integrity.newMac(macKey);
  for (const piece of pieces(audio)) {
    mac.update(piece);
    yield;
  }
  if (!timingSafeEqual(mac.digest(), opened.subarray(end))) throw new SealRejectedError();
  return audio;
}

/** Runs all steps one after the other. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Runs the first step now, and lets others have a turn between one step and the next. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += STEP_BYTES) yield bytes.subarray(at, at + STEP_BYTES);
}
