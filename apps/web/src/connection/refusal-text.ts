import { ErrorCode } from '@sealwave/kernel';
import type { Leg, ConnectionState } from '@sealwave/web/gateway-client';

type Texts = Readonly<Partial<Record<ErrorCode, string>>>;
type Refusal = Extract<ConnectionState, { readonly kind: 'failed' }>;

/** Refusals of the gateway when a page connects. */
const AT_GATEWAY: Texts = {
  [ErrorCode.RateLimited]: $localize`Too many people from your network. Ask the host to raise the limit.`,
  [ErrorCode.NotAllowed]: $localize`This server does not let this page in. Open the address that you were given.`,
  [ErrorCode.ProtocolError]: $localize`This page and the server are of different versions. Reload the page.`,
};

/** Refusals of a request to connect to the voice server, or to a room there. */
const AT_SERVER: Texts = {
  [ErrorCode.RateLimited]: $localize`Too many rooms or tries from your network. Ask the host to raise the limit.`,
  [ErrorCode.NotAllowed]: $localize`This gateway may not connect to that voice server. Ask the host.`,
  [ErrorCode.ProtocolError]: $localize`The voice server does not speak this protocol. Ask the host.`,
  [ErrorCode.HopUnsupported]: $localize`The voice server is of another version. Ask the host.`,
  [ErrorCode.Unreachable]: $localize`Server unavailable`,
};

const AT: Readonly<Record<Leg, Texts>> = { gateway: AT_GATEWAY, 'voice-server': AT_SERVER };

/** Refusals with one meaning for both. */
const ANYWHERE: Texts = {
  [ErrorCode.JoinDenied]: $localize`You can't join this room. The link is wrong or expired, or you were banned.`,
  [ErrorCode.RoomFull]: $localize`This room is full`,
  [ErrorCode.Removed]: $localize`You were removed from this room by a moderator`,
  [ErrorCode.Busy]: $localize`This server is full`,
};

const CUT_OFF = $localize`This page sent too much at once, so the server cut it off`;

/** Why a person is not connected to the place they wanted, and what helps. */
export function refusalText({ leg, code, message, cutOff }: Refusal): string {
  if (cutOff) return CUT_OFF;
  return AT[leg][code] ?? ANYWHERE[code] ?? $localize`No connection: ${message}:reason:`;
}

/**
 * Says when the next attempt is made.
 * @param seconds until then.
 */
export function nextTryText(seconds: number): string {
  return $localize`(next try in ${seconds}:seconds: s)`;
}
