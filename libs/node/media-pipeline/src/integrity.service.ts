import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hmacSha256, type Integrity } from '@sealwave/node/session';

/** The authentication code of every message as an injectable: HMAC-SHA256. */
@Injectable()
export class IntegrityService implements Integrity {
  protect(key: KeyObject, data: Uint8Array): readonly [Uint8Array, Uint8Array] {
    return hmacSha256.protect(key, data);
  }

  /** @throws SealRejectedError when the code does not fit the data. */
  verify(key: KeyObject, protectedData: Uint8Array): Uint8Array {
    return hmacSha256.verify(key, protectedData);
  }
}
