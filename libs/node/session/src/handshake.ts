import { createECDH, randomBytes } from 'node:crypto';
import {
  EphemeralKey,
  encodePublicKey,
  parsePublicKey,
  type PublicKeyFormat,
} from '@sealwave/crypto';
import type { Bytes } from '@sealwave/kernel';
import { FrameType } from '@sealwave/wire';
import { withDeadline } from './deadline';
import type { FrameChannel } from './frame-channel';
import { deriveAesKey, SALT_BYTES } from './key-schedule';
import { HandshakeError } from './session-error';

/** Longest body of a `K` or `S` frame: a public key in PEM (docs/protocol.md, section 3.2). */
export const MAX_HANDSHAKE_BODY_BYTES = 256;

/** How the accepting side of a handshake is set up. */
export interface ResponderOptions {
  /** Encoding of our own public key; the peer's is recognised whatever it is. */
  readonly keyFormat: PublicKeyFormat;
  /** Time for the peer to answer, and again for the key derivation, in milliseconds. */
  readonly deadlineMs: number;
  /** Runs the key derivation, or refuses it when too many wait. */
  derive(derivation: () => Promise<Uint8Array>): Promise<Uint8Array>;
}

/**
 * Server half of the handshake (docs/protocol.md, section 3): key out, key in, salt out. The key
 * pair is made for this connection alone, so a later theft opens no earlier session.
 * @returns the AES key of the session, 32 bytes; the caller wipes it.
 * @throws HandshakeError, or PublicKeyError for a key that is not a point of P-256.
 */
export async function respond(
  channel: FrameChannel,
  { keyFormat, deadlineMs, derive }: ResponderOptions,
): Promise<Uint8Array> {
  const own = createECDH('prime256v1');
  channel.send(FrameType.PublicKey, encodePublicKey(new Uint8Array(own.generateKeys()), keyFormat));
  const peerPoint = parsePublicKey(
    await withDeadline(receiveBody(channel, FrameType.PublicKey), deadlineMs),
  );
  const secret = own.computeSecret(peerPoint);
  const salt = randomBytes(SALT_BYTES);
  try {
    const key = await withDeadline(
      derive(() => deriveAesKey(secret, salt)),
      deadlineMs,
    );
    channel.send(FrameType.Salt, salt);
    return key;
  } finally {
    // Where the derivation was refused, nobody else has overwritten it.
    secret.fill(0);
  }
}

/** How the connecting side of a handshake is set up. */
export interface InitiatorOptions {
  /** Encoding of our own public key; without it, the encoding that the server used. */
  readonly keyFormat?: PublicKeyFormat;
  /** Time for each answer of the server, in milliseconds. */
  readonly deadlineMs: number;
}

/**
 * Client half of the handshake: key in, key out, salt in.
 * @returns the AES key of the session, 32 bytes; the caller wipes it.
 * @throws HandshakeError, or PublicKeyError for a key that is not a point of P-256.
 */
export async function initiate(
  channel: FrameChannel,
  { keyFormat, deadlineMs }: InitiatorOptions,
): Promise<Uint8Array> {
  const encoded = await withDeadline(receiveBody(channel, FrameType.PublicKey), deadlineMs);
  const own = EphemeralKey.generate();
  try {
    const secret = own.agree(parsePublicKey(encoded));
    const format = keyFormat ?? publicKeyFormatOf(encoded);
    channel.send(FrameType.PublicKey, encodePublicKey(own.publicPoint, format));
    const salt = await withDeadline(receiveBody(channel, FrameType.Salt), deadlineMs);
    if (salt.length !== SALT_BYTES) throw HandshakeError.saltLength(salt.length);
    return await deriveAesKey(secret, salt);
  } finally {
    own.destroy();
  }
}

async function receiveBody(channel: FrameChannel, expected: FrameType): Promise<Bytes> {
  const frame = await channel.receive();
  if (frame.type !== expected) throw HandshakeError.unexpectedFrame(frame.type, expected);
  return frame.body;
}

/**
 * Which encoding a public key comes in, by its first byte. A server written in the usual way reads one
 * encoding only, the one that it writes.
 */
export function publicKeyFormatOf(encoded: Uint8Array): PublicKeyFormat {
  if (encoded[0] === 0x04) return 'raw';
  return encoded[0] === 0x30 ? 'der' : 'pem';
}
