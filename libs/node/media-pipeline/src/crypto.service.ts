import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Aead,
  aes256Gcm,
  type OpeningPlan,
  type Sealing,
  type SealingPlan,
} from '@sealwave/node/session';

/** The encryption of every message as an injectable: AES-256-GCM. */
@Injectable()
export class CryptoService implements Aead {
  newSealing(key: KeyObject, plan: SealingPlan): Sealing {
    return aes256Gcm.newSealing(key, plan);
  }

  newOpening(key: KeyObject, plan: OpeningPlan): Sealing {
    return aes256Gcm.newOpening(key, plan);
  }
}
