import { type SigningKey, signingKeyOfScalar } from '@sealwave/crypto';
import type { Bytes } from '@sealwave/kernel';
import { deviceScalar } from './room-keys';

/**
 * The identity of one device in one room: nobody is followed by it from room to room. A page makes one with
 * `SigningKey.generate`, which nobody can read, and stores it; this is for a program that keeps one secret in a file.
 * @param secret 32 random bytes, which the device keeps and never shows.
 * @param room the 18 bytes of its id.
 */
export async function identityOfDevice(secret: Bytes, room: Bytes): Promise<SigningKey> {
  const scalar = await deviceScalar(secret, room);
  const identity = await signingKeyOfScalar(scalar);
  scalar.fill(0);
  return identity;
}
