import { type KeyObject, timingSafeEqual } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SealRejectedError } from '@sealwave/crypto';
import type { Bytes } from '@sealwave/kernel';
import { type Aead, SEAL_BYTES } from './aead';
import { type Integrity, MAC_BYTES } from './integrity';

/** The two primitives of a cipher. The gateway injects its own services. */
export interface CipherParts {
  readonly integrity: Integrity;
  readonly aead: Aead;
}

/** The two keys of a session. On a secured hop, those of one direction and epoch. */
export interface SessionKeys {
  readonly key: KeyObject;
  readonly macKey: KeyObject;
}

/** What is authenticated together with a message's content. */
export interface Binding {
  /** Associated data of the AEAD. */
  readonly aad: Uint8Array;
  /** Precedes the audio under the HMAC. */
  readonly macPrefix: Uint8Array;
}

/** Bytes that sealing adds to the body of a frame: nonce, tag and HMAC. */
export const SEALING_BYTES = SEAL_BYTES + MAC_BYTES;

const NOTHING = new Uint8Array(0);

/** The binding of the base protocol, which is empty. */
export const UNBOUND: Binding = { aad: NOTHING, macPrefix: NOTHING };

/** Work that can pause after each step. Run it with {@link runSync} or {@link runYielding}. */
export type Steps<T> = Generator<void, T, void>;

/** Bytes per step. A step takes well under a millisecond. */
const STEP_BYTES = 256 * 1024;

/** A message to seal. */
export interface Plaintext extends Binding {
  readonly nonce: Uint8Array;
  readonly audio: Uint8Array;
}

/** A message to open. */
export interface Sealed extends Binding {
  readonly sealed: Uint8Array;
}

/**
 * Seals `audio || HMAC(macPrefix || audio)` (docs/protocol.md, section 4.1). The first step reads the nonce and
 * the keys.
 */
export function* sealSteps(
  { integrity, aead }: CipherParts,
  { key, macKey }: SessionKeys,
  { nonce, audio, aad, macPrefix }: Plaintext,
): Steps<Bytes> {
  const sealing = aead.newSealing(key, { nonce, length: audio.length + MAC_BYTES, aad });
  const mac = integrity.newMac(macKey);
  mac.update(macPrefix);
  for (const piece of pieces(audio)) {
    mac.update(piece);
    sealing.update(piece);
    yield;
  }
  sealing.update(mac.digest());
  return sealing.finish();
}

/**
 * Opens what {@link sealSteps} sealed.
 * @throws SealRejectedError when tag or code are wrong.
 */
export function* openSteps(
  { integrity, aead }: CipherParts,
  { key, macKey }: SessionKeys,
  { sealed, aad, macPrefix }: Sealed,
): Steps<Uint8Array> {
  const opening = aead.newOpening(key, { sealed, aad });
  for (const piece of pieces(sealed.subarray(SEAL_BYTES))) {
    opening.update(piece);
    yield;
  }
  const opened = opening.finish();
  const end = opened.length - MAC_BYTES;
  if (end < 0) throw new SealRejectedError();
  const audio = opened.subarray(0, end);
  const mac = integrity.newMac(macKey);
  mac.update(macPrefix);
  for (const piece of pieces(audio)) {
    mac.update(piece);
    yield;
  }
  if (!timingSafeEqual(mac.digest(), opened.subarray(end))) throw new SealRejectedError();
  return audio;
}

/** Runs all steps without a pause. */
export function runSync<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Runs the first step now. Other work can run between the steps. */
export async function runYielding<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += STEP_BYTES) yield bytes.subarray(at, at + STEP_BYTES);
}
