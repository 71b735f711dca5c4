import { createHmac, type KeyObject } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Bytes } from '@sealwave/kernel';
import { GcmOpening, GcmSealing, SEAL_BYTES } from './aead';
import { MAC_BYTES, requireCode, splitProtected } from './integrity';

/** Worked on before others get a turn: well under a millisecond. */
const PIECE_BYTES = 256 * 1024;

/** The two keys of a session. */
export interface SessionKeys {
  readonly key: KeyObject;
  readonly macKey: KeyObject;
}

/** Makes the same message as `hmacSha256` and `aes256Gcm` in one go would, for long ones. */
export async function sealInTurns(
  { key, macKey }: SessionKeys,
  nonce: Uint8Array,
  audio: Uint8Array,
): Promise<Bytes> {
  const sealing = new GcmSealing(key, nonce, audio.length + MAC_BYTES);
  const mac = createHmac('sha256', macKey);
  await inTurns(audio, (piece) => {
    mac.update(piece);
    sealing.update(piece);
  });
  sealing.update(mac.digest());
  return sealing.finish();
}

/** @throws SealRejectedError when tag or code do not fit. */
export async function openInTurns(
  { key, macKey }: SessionKeys,
  sealed: Uint8Array,
): Promise<Uint8Array> {
  const opening = new GcmOpening(key, sealed);
  await inTurns(sealed.subarray(SEAL_BYTES), (piece) => opening.update(piece));
  const [audio, code] = splitProtected(opening.finish());
  const mac = createHmac('sha256', macKey);
  await inTurns(audio, (piece) => mac.update(piece));
  requireCode(mac, code);
  return audio;
}

async function inTurns(bytes: Uint8Array, work: (piece: Uint8Array) => void): Promise<void> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    work(bytes.subarray(at, at + PIECE_BYTES));
    await nextTurn();
  }
}
