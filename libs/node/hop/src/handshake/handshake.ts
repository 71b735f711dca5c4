import { createECDH, randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  EphemeralKey,
  encodePublicKey,
  parsePublicKey,
  type PublicKeyFormat,
} from '@sealwave/crypto';
import { type Bytes, VoiceError } from '@sealwave/kernel';
import { FrameType } from '@sealwave/wire';
import { parseClientHello } from '../hello/client-hello';
import { withDeadline } from './deadline';
import type { FrameChannel } from '../record/frame-channel';
import { suiteFor } from '../hello/hello-exchange';
import type { SharedSecret } from './hop-secrets';
import { deriveAesKey, SALT_BYTES } from './key-schedule';
import { HandshakeError } from './session-error';
import { Suite } from '../hello/suite';
import type { HandshakeMessages } from './transcript';
import { wipe } from './wipe';

/** Longest body of a `K` or `S` frame, in bytes: a public key in PEM (docs/protocol.md, section 3.2). */
export const MAX_HANDSHAKE_BODY_BYTES = 256;

/** What both sides know after `K`, `K` and `S`. Making a cipher from it overwrites the secrets. */
export interface KeyAgreement extends SharedSecret {
  /** The frames that were exchanged, unchanged. */
  readonly messages: Omit<HandshakeMessages, 'clientHello'>;
}

/** Options of the accepting side of a handshake. */
export interface ResponderOptions {
  /** Encoding of our own public key. The peer's key may have any encoding. */
  readonly keyFormat: PublicKeyFormat;
  /** Time for the peer's answer, in milliseconds. The key derivation has the same time again. */
  readonly deadlineMs: number;
  /** Runs the key derivation. Rejects when too many wait. */
  derive(derivation: () => Promise<Uint8Array>): Promise<Uint8Array>;
}

/**
 * The server's half of the handshake (docs/protocol.md, section 3): key out, key in, salt out. The key pair is
 * made for this connection alone. So a later theft opens no earlier session. A hello that arrives with the
 * client's key stays the next frame. If the hello makes the base key unnecessary, the base key is not derived.
 * @throws HandshakeError when it fails.
 * @throws PublicKeyError for a key that is not a point of P-256.
 */
export async function respond(
  channel: FrameChannel,
  { keyFormat, deadlineMs, derive }: ResponderOptions,
): Promise<KeyAgreement> {
  const own = createECDH('prime256v1');
  const serverKey = encodePublicKey(new Uint8Array(own.generateKeys()), keyFormat);
  channel.send(FrameType.PublicKey, serverKey);
  const clientKey = await withDeadline(receiveBody(channel, FrameType.PublicKey), deadlineMs);
  const secret = own.computeSecret(parsePublicKey(clientKey));
  const salt = randomBytes(SALT_BYTES);
  try {
    const aesKey = (await skipsBaseKey(channel))
      ? null
      : await withDeadline(
          derive(() => deriveAesKey(secret, salt)),
          deadlineMs,
        );
    channel.send(FrameType.Salt, salt);
    return { messages: { serverKey, clientKey, salt }, secret, aesKey };
  } catch (error) {
    wipe(secret);
    throw error;
  }
}

/** Options of the connecting side of a handshake. */
export interface InitiatorOptions {
  /** Encoding of our own public key; the server's encoding unless given. */
  readonly keyFormat?: PublicKeyFormat;
  /** Time for each answer of the server, in milliseconds. */
  readonly deadlineMs: number;
  /** Body of an `H` to send together with our key. */
  readonly clientHello?: Uint8Array | undefined;
}

/**
 * The client's half of the handshake: key in, key out, salt in. The base key is derived later.
 * @throws HandshakeError when it fails.
 * @throws PublicKeyError for a key that is not a point of P-256.
 */
export async function initiate(
  channel: FrameChannel,
  { keyFormat, deadlineMs, clientHello }: InitiatorOptions,
): Promise<KeyAgreement> {
  const serverKey = await withDeadline(receiveBody(channel, FrameType.PublicKey), deadlineMs);
  const own = EphemeralKey.generate();
  try {
    const secret = own.agree(parsePublicKey(serverKey));
    try {
      const format = keyFormat ?? publicKeyFormatOf(serverKey);
      const clientKey = encodePublicKey(own.publicPoint, format);
      if (clientHello === undefined) channel.send(FrameType.PublicKey, clientKey);
      else channel.sendTogether([FrameType.PublicKey, clientKey], [FrameType.Hello, clientHello]);
      const salt = await withDeadline(receiveBody(channel, FrameType.Salt), deadlineMs);
      if (salt.length !== SALT_BYTES) throw HandshakeError.saltLength(salt.length);
      return { messages: { serverKey, clientKey, salt }, secret, aesKey: null };
    } catch (error) {
      wipe(secret);
      throw error;
    }
  } finally {
    own.destroy();
  }
}

/**
 * Whether the base key can be skipped. It can when a hello asks for the other key schedule, or will be refused.
 */
async function skipsBaseKey(channel: FrameChannel): Promise<boolean> {
  // If the connection ends now, the next read reports it.
  const arrived = channel.peek().catch(() => null);
  const frame = await Promise.race([arrived, nextTurn(null)]);
  if (frame?.type !== FrameType.Hello) return false;
  try {
    return suiteFor(parseClientHello(frame.body)) === Suite.Direct;
  } catch (error) {
    if (error instanceof VoiceError) return true;
    throw error;
  }
}

async function receiveBody(channel: FrameChannel, expected: FrameType): Promise<Bytes> {
  const frame = await channel.receive();
  if (frame.type !== expected) throw HandshakeError.unexpectedFrame(frame.type, expected);
  return frame.body;
}

/** The encoding of a public key, judged by its first byte. A typical server reads only its own encoding. */
export function publicKeyFormatOf(encoded: Uint8Array): PublicKeyFormat {
  if (encoded[0] === 0x04) return 'raw';
  return encoded[0] === 0x30 ? 'der' : 'pem';
}
