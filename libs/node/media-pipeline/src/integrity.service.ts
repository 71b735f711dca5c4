import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hmacSha256, type Integrity, type Mac } from '@sealwave/node/session';

/** The authentication code of every message as an injectable: HMAC-SHA256. */
@Injectable()
export class IntegrityService implements Integrity {
  newMac(key: KeyObject): Mac {
    return hmacSha256.newMac(key);
  }
}
