import { createHmac } from 'node:crypto';
import { concat } from '@sealwave/kernel';
import { hkdfExpand, hkdfExtract } from './hkdf';
import { Suite } from '../hello/suite';
import { useOnce } from './wipe';

/** What both sides agreed on before the hellos. */
export interface SharedSecret {
  /** x-coordinate of the agreed point, 32 bytes. */
  readonly secret: Uint8Array;
  /** The key of the base protocol, 32 bytes; null if it was not derived. */
  readonly aesKey: Uint8Array | null;
}

/** The secrets of both sides of a secured hop, 32 bytes each. */
export interface HopSecrets {
  /** Proves that the server has the keys. */
  readonly serverFinished: Uint8Array;
  /** Secret of the first epoch, from client to server. */
  readonly clientToServer: Uint8Array;
  /** Secret of the first epoch, from server to client. */
  readonly serverToClient: Uint8Array;
  /** Exporter secret, bound to this connection. A proof made with it is not valid on another connection. */
  readonly exporter: Uint8Array;
}

/**
 * The key schedule of docs/protocol.md, section 9.3.
 * @param transcript hash that includes the signature.
 */
export function deriveHopSecrets(
  suite: Suite,
  agreed: SharedSecret,
  transcript: Uint8Array,
): HopSecrets {
  return useOnce(pseudorandomKey(suite, agreed, transcript), (key) => {
    const derive = (label: string) =>
      hkdfExpand(key, concat(Buffer.from(`svc-hop-v1 ${label}\0`), transcript));
    return {
      serverFinished: useOnce(derive('s finished'), (finishedKey) =>
        createHmac('sha256', finishedKey).update(transcript).digest(),
      ),
      clientToServer: derive('c2s secret'),
      serverToClient: derive('s2c secret'),
      exporter: derive('exporter'),
    };
  });
}

/** The PRK. Everything else is derived from it. Do not store it. */
function pseudorandomKey(
  suite: Suite,
  { secret, aesKey }: SharedSecret,
  transcript: Uint8Array,
): Uint8Array {
  if (suite === Suite.Direct) return hkdfExtract(transcript, secret);
  if (aesKey === null) throw new TypeError('this suite needs the key of the base protocol');
  return useOnce(concat(secret, aesKey), (material) => hkdfExtract(transcript, material));
}
