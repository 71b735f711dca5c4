import type { SigningKey } from '@sealwave/crypto';
import { signingKeyOfScalar } from '@sealwave/crypto/points';
import type { Bytes } from '@sealwave/kernel';
import { deviceScalar } from '../links/room-keys';

/**
 * Derives the identity of one device in one room. Nobody can follow a device from room to room by its identity.
 * Programs that keep one secret in a file use this function. A page stores a key from `SigningKey.generate`
 * instead, which cannot be read.
 * @param secret 32 random bytes, which the device keeps and never shows.
 * @param room the 18 bytes of its id.
 */
export async function identityOfDevice(secret: Bytes, room: Bytes): Promise<SigningKey> {
  const scalar = await deviceScalar(secret, room);
  const identity = await signingKeyOfScalar(scalar);
  scalar.fill(0);
  return identity;
}
