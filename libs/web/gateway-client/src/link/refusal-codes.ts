import { ErrorCode } from '@sealwave/kernel';

/** Codes of a room that rejects a person. The page returns only when the person asks for it. */
export const REMOVED_CODES: readonly ErrorCode[] = [ErrorCode.JoinDenied, ErrorCode.Removed];

/** Codes that end a connection for good, or rule out a reconnection. */
export const TERMINAL_CODES: readonly ErrorCode[] = [...REMOVED_CODES, ErrorCode.IdentityChanged];

/** Codes after which another attempt is useless. A person has to do something first. */
export const FINAL: readonly ErrorCode[] = [
  ...TERMINAL_CODES,
  ErrorCode.NotAllowed,
  ErrorCode.InvalidRequest,
  ErrorCode.ProtocolError,
  ErrorCode.HopUnsupported,
  ErrorCode.E2eeRequired,
];

/** Codes that last until another person leaves. That takes a while. */
export const CROWDED: readonly ErrorCode[] = [
  ErrorCode.RateLimited,
  ErrorCode.RoomFull,
  ErrorCode.Busy,
];
