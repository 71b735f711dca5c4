import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Aead, aes256Gcm, type Sealing } from '@sealwave/node/session';

/** The encryption of every message as an injectable: AES-256-GCM. */
@Injectable()
export class CryptoService implements Aead {
  newSealing(key: KeyObject, nonce: Uint8Array, length: number): Sealing {
    return aes256Gcm.newSealing(key, nonce, length);
  }

  newOpening(key: KeyObject, sealed: Uint8Array): Sealing {
    return aes256Gcm.newOpening(key, sealed);
  }
}
