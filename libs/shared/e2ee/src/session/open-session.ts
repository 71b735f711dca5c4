import { ErrorCode, UsageError } from '@sealwave/kernel';
import type { SealedRoomSession, SessionOptions } from './sealed-room-session';

/** Derives the keys of a link and makes a session, which is in no room until `enter`. */
export function openSealedRoomSession({ link }: SessionOptions): Promise<SealedRoomSession> {
  return Promise.reject(new UsageError(ErrorCode.Usage, `no session of ${link.id} yet`));
}
