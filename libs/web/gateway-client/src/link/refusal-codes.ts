import { ErrorCode } from '@sealwave/kernel';

/** Codes with which a room rejects a person; the page does not return without being asked. */
export const REMOVED_CODES: readonly ErrorCode[] = [ErrorCode.JoinDenied, ErrorCode.Removed];

/** Codes that end a connection for good, or prevent a reconnection. */
export const TERMINAL_CODES: readonly ErrorCode[] = [...REMOVED_CODES, ErrorCode.IdentityChanged];

/** Codes that another attempt does not change: a person has to do something first. */
export const FINAL: readonly ErrorCode[] = [
  ...TERMINAL_CODES,
  ErrorCode.NotAllowed,
  ErrorCode.InvalidRequest,
  ErrorCode.ProtocolError,
  ErrorCode.HopUnsupported,
  ErrorCode.E2eeRequired,
];

/** Codes that last until another person leaves, which takes a while. */
export const CROWDED: readonly ErrorCode[] = [
  ErrorCode.RateLimited,
  ErrorCode.RoomFull,
  ErrorCode.Busy,
];
