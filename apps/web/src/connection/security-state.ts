import type { ServerSecurity, ServerTrustState } from '@sealwave/contracts';
import type { SecurityState as RoomSecurity } from '@sealwave/e2ee/keys';
import type { ConnectionState } from '@sealwave/web/gateway-client';
import {
  type PageWay,
  type SecurityContext,
  type SecurityLabel,
  securityLabelOf,
} from './security-label';

/** The protection of one leg of the connection, or of one party. */
export interface Protection {
  readonly of: string;
  readonly is: string;
}

/** How well messages are protected, in words that promise no more than is true. */
export interface SecurityState extends SecurityLabel {
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

const EXPLANATION: Readonly<
  Record<Exclude<SecurityLabel['level'], RoomSecurity['level']>, string>
> = {
  none: $localize`Recordings leave this page only while the connection is up.`,
  exposed: $localize`This page was opened without HTTPS. Others on the network can read and change what it sends and receives.`,
  blocked: $localize`A voice server with another identity answered. Nothing is sent to it. Ask the person who runs this gateway to find out why.`,
  unauthenticated: $localize`Recordings are encrypted between the gateway and the voice server. Nothing proves yet that the voice server is the one it claims to be.`,
  'first-contact': $localize`This is the first connection to this server, and the gateway remembers it from now on. To be sure it is the right one, compare its fingerprint with the one from the server's admin.`,
  pinned: $localize`This is the same server as before. The people who run it and the gateway can listen.`,
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

/** Explains what {@link securityLabelOf} says, leg by leg. */
export function securityOf(link: ConnectionState, context: SecurityContext): SecurityState {
  const said = securityLabelOf(link, context);
  const { way, room } = context;
  const { level } = said;
  const isOfRoom = room !== null && level === room.level;
  const explanation = isRoomLevel(level) ? ROOM_EXPLANATION[level] : EXPLANATION[level];
  if (link.kind !== 'connected') return { ...said, explanation, protections: [] };
  const { state: trust, fingerprint } = link.security ?? UNKNOWN;
  const protections = [
    { of: $localize`This page to the gateway`, is: PAGE_WAY[way] },
    { of: $localize`Gateway to voice server`, is: TO_SERVER[trust] },
    ...(fingerprint ? [{ of: $localize`Fingerprint of the voice server`, is: fingerprint }] : []),
    ...(isOfRoom ? SEALED_HOPS : HOPS_AFTER_SERVER),
  ];
  return { ...said, explanation, protections };
}

function isRoomLevel(level: SecurityLabel['level']): level is RoomSecurity['level'] {
  return level in ROOM_EXPLANATION;
}
