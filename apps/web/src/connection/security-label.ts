import type { ServerTrustState } from '@sealwave/contracts';
import type { SecurityState as RoomSecurity } from '@sealwave/e2ee/keys';
import { ErrorCode } from '@sealwave/kernel';
import type { ConnectionState } from '@sealwave/web/gateway-client';

/** How the connection from this page to the gateway is protected, judged by the page's address. */
export type PageWay = 'tls' | 'same-computer' | 'open';

/** How well messages are protected, in a few words that promise no more than is true. */
export interface SecurityLabel {
  readonly level: 'none' | 'exposed' | 'blocked' | ServerTrustState | RoomSecurity['level'];
  readonly label: string;
}

/** What the label depends on. */
export interface SecurityContext {
  readonly way: PageWay;
  /** The state of the sealed room where the page is; null anywhere else. */
  readonly room: RoomSecurity | null;
}

const BY_TRUST: Readonly<Record<ServerTrustState, string>> = {
  unauthenticated: $localize`Server identity not verified`,
  'first-contact': $localize`First connection to this server`,
  pinned: $localize`Encrypted to the server · not end-to-end`,
};

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Judges by a page's address how its connection to the gateway is protected. */
export function pageWayOf({
  protocol,
  hostname,
}: Pick<Location, 'protocol' | 'hostname'>): PageWay {
  if (protocol === 'https:') return 'tls';
  return LOOPBACK.includes(hostname) ? 'same-computer' : 'open';
}

/** Decides what the page says about protection. No other code does; `securityOf` explains it. */
export function securityLabelOf(
  link: ConnectionState,
  { way, room }: SecurityContext,
): SecurityLabel {
  if (link.kind === 'failed' && link.code === ErrorCode.IdentityChanged) {
    return { level: 'blocked', label: $localize`Server identity changed: connection blocked` };
  }
  if (link.kind !== 'connected') return { level: 'none', label: $localize`Not connected` };
  if (way === 'open') return { level: 'exposed', label: $localize`Not secure (no HTTPS)` };
  if (room !== null) return { level: room.level, label: roomLabel(room) };
  const trust = link.security?.state ?? 'unauthenticated';
  return { level: trust, label: BY_TRUST[trust] };
}

function roomLabel({ level, hearing, others }: RoomSecurity): string {
  const deaf = others - hearing;
  switch (level) {
    case 'open':
      return $localize`Starting encryption…`;
    case 'sealed':
      return $localize`End-to-end encrypted`;
    case 'verified':
      return $localize`End-to-end encrypted and verified`;
    case 'partial':
      return $localize`${deaf}:count: of ${others}:others: cannot hear you yet`;
    case 'broken':
      return $localize`Identity changed`;
  }
}
