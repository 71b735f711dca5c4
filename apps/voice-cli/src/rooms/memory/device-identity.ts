import { join } from 'node:path';
import { identityOfDevice, type SigningKey } from '@sealwave/e2ee/keys';
import { type Bytes, decodeBase64UrlOfLength, toBase64Url } from '@sealwave/kernel';
import { type JsonForm, PrivateJsonFile } from '@sealwave/node/config';

const VERSION = 1;
const SECRET_BYTES = 32;

/**
 * The key that this device signs with in a room. It follows from a secret in the data folder, which is made at the first
 * call. So the device is the same person in a room each time, and nobody can follow it from room to room.
 * @param folder the data folder.
 * @param room the 18 bytes of the room's id.
 * @throws PrivateJsonError when the secret cannot be read or stored, or other accounts can read it.
 */
export async function identityIn(folder: string, room: Bytes): Promise<SigningKey> {
  const file = new PrivateJsonFile(join(folder, 'device.json'), DEVICE);
  // Of two processes that start at the same moment, both use the secret of the first one.
  const { secret } = file.read() ?? file.update((made) => made ?? newDevice()) ?? newDevice();
  return identityOfDevice(secret, room);
}

interface Device {
  readonly secret: Bytes;
}

function newDevice(): Device {
  return { secret: crypto.getRandomValues(new Uint8Array(SECRET_BYTES)) };
}

const DEVICE: JsonForm<Device | null> = {
  name: 'the secret of a device',
  empty: null,
  isSecret: true,
  parse: (json) => {
    const { version, secret }: { version?: unknown; secret?: unknown } = Object(json);
    if (version !== VERSION || typeof secret !== 'string') return null;
    const bytes = decodeBase64UrlOfLength(secret, SECRET_BYTES);
    return bytes && { secret: bytes };
  },
  toJson: (device) => device && { version: VERSION, secret: toBase64Url(device.secret) },
};
