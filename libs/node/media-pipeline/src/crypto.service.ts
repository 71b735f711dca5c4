import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Bytes } from '@sealwave/kernel';
import { type Aead, aes256Gcm } from '@sealwave/node/session';

/** The encryption of every message as an injectable: AES-256-GCM. */
@Injectable()
export class CryptoService implements Aead {
  seal(key: KeyObject, nonce: Uint8Array, parts: readonly Uint8Array[]): Bytes {
    return aes256Gcm.seal(key, nonce, parts);
  }

  /** @throws SealRejectedError for another key, or any changed or missing byte. */
  open(key: KeyObject, sealed: Uint8Array): Uint8Array {
    return aes256Gcm.open(key, sealed);
  }
}
