import type { ServerSecurity, ServerTrustState } from '@sealwave/contracts';
import type { SecurityState as RoomSecurity } from '@sealwave/e2ee/keys';
import { ErrorCode } from '@sealwave/kernel';
import type { ConnectionState } from '@sealwave/web/gateway-client';

/** How the connection from this page to the gateway is protected, judged by the page's address. */
export type PageWay = 'tls' | 'same-computer' | 'open';

/** One leg of the connection, or one party, and its protection. */
export interface Protection {
  readonly of: string;
  readonly is: string;
}

/** How well messages are protected, in words that promise no more than is true. */
export interface SecurityState {
  readonly level: 'none' | 'exposed' | 'broken' | ServerTrustState | RoomSecurity['level'];
  readonly label: string;
  readonly explanation: string;
  readonly protections: readonly Protection[];
}

const PAGE_WAY: Readonly<Record<PageWay, string>> = {
  tls: $localize`Encrypted with TLS.`,
  'same-computer': $localize`Same computer: nothing to encrypt.`,
  open: $localize`Not encrypted: others on the network can listen and change it.`,
};

const TO_SERVER: Readonly<Record<ServerTrustState, string>> = {
  unauthenticated: $localize`Encrypted, to a server that has not proved its identity.`,
  'first-contact': $localize`Encrypted, to a server that the gateway has not seen before.`,
  pinned: $localize`Encrypted, to the server that the gateway knows.`,
};

const HOPS_AFTER_SERVER: readonly Protection[] = [
  {
    of: $localize`Voice server to the others`,
    is: $localize`Re-encrypted for each person, as far as their gateway.`,
  },
  {
    of: $localize`Who can listen`,
    is: $localize`The people in the room, and those who run the gateways and the voice server, unless you encrypted the recording yourself.`,
  },
];

const NONE: SecurityState = {
  level: 'none',
  label: $localize`Not connected`,
  explanation: $localize`Recordings leave this page only while the connection is up.`,
  protections: [],
};

const EXPOSED: Omit<SecurityState, 'protections'> = {
  level: 'exposed',
  label: $localize`Not secure (no HTTPS)`,
  explanation: $localize`This page was opened without HTTPS. Others on the network can read and change what it sends and receives.`,
};

const BROKEN: SecurityState = {
  level: 'broken',
  label: $localize`Server identity changed: connection blocked`,
  explanation: $localize`A voice server with another identity answered. Nothing is sent to it. Ask the person who runs this gateway to find out why.`,
  protections: [],
};

const BY_TRUST: Readonly<Record<ServerTrustState, Omit<SecurityState, 'protections'>>> = {
  unauthenticated: {
    level: 'unauthenticated',
    label: $localize`Server identity not verified`,
    explanation: $localize`Recordings are encrypted between the gateway and the voice server. Nothing proves yet that the voice server is the one it claims to be.`,
  },
  'first-contact': {
    level: 'first-contact',
    label: $localize`First connection to this server`,
    explanation: $localize`This is the first connection to this server, and the gateway remembers it from now on. To be sure it is the right one, compare its fingerprint with the one from the server's admin.`,
  },
  pinned: {
    level: 'pinned',
    label: $localize`Encrypted to the server · not end-to-end`,
    explanation: $localize`This is the same server as before. The people who run it and the gateway can listen.`,
  },
};

const ROOM_EXPLANATION: Readonly<Record<RoomSecurity['level'], string>> = {
  open: $localize`Nothing is sent in this room before it can be encrypted for the people here.`,
  sealed: $localize`Only the people in this room can hear what is said here. Neither this server nor its gateway has a key.`,
  verified: $localize`Only the people in this room can hear what is said here, and you have compared the code with each of them.`,
  partial: $localize`Only the people in this room can hear what is said here. Somebody's keys have not come yet, so they cannot hear you.`,
  broken: $localize`Somebody here is not who they were, or their messages fail their checks. Nothing of theirs is played until you answer, in the list of people.`,
};

const SEALED_HOPS: readonly Protection[] = [
  {
    of: $localize`Who can listen`,
    is: $localize`The people in the room. The servers see who is here, when somebody speaks and for how long.`,
  },
];

const UNKNOWN: ServerSecurity = { state: 'unauthenticated', fingerprint: null };

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Judges by a page's address how its connection to the gateway is protected. */
export function pageWayOf({
  protocol,
  hostname,
}: Pick<Location, 'protocol' | 'hostname'>): PageWay {
  if (protocol === 'https:') return 'tls';
  return LOOPBACK.includes(hostname) ? 'same-computer' : 'open';
}

/**
 * Decides what the page says about protection. No other code does.
 * @param room the state of the sealed room where the page is; null anywhere else.
 */
export function securityOf(
  link: ConnectionState,
  way: PageWay,
  room: RoomSecurity | null = null,
): SecurityState {
  if (link.kind === 'failed' && link.code === ErrorCode.IdentityChanged) return BROKEN;
  if (link.kind !== 'connected') return NONE;
  const { state: trust, fingerprint } = link.security ?? UNKNOWN;
  const protections = [
    { of: $localize`This page to the gateway`, is: PAGE_WAY[way] },
    { of: $localize`Gateway to voice server`, is: TO_SERVER[trust] },
    ...(fingerprint ? [{ of: $localize`Fingerprint of the voice server`, is: fingerprint }] : []),
  ];
  if (way === 'open') return { ...EXPOSED, protections: [...protections, ...HOPS_AFTER_SERVER] };
  if (room === null) {
    return { ...BY_TRUST[trust], protections: [...protections, ...HOPS_AFTER_SERVER] };
  }
  return {
    level: room.level,
    label: roomLabel(room),
    explanation: ROOM_EXPLANATION[room.level],
    protections: [...protections, ...SEALED_HOPS],
  };
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
