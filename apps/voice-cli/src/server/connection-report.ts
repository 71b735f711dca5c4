import type { ConnectionSecurity, Target } from '@sealwave/node/connection';
import type { Roster } from '@sealwave/room';
import type { Screen } from '../terminal/screen';
import type { Destination } from './destination';
import { formatAddress } from './server-address';

/** Characters of a room's id that are shown. */
const SHOWN_OF_ROOM = 8;

/**
 * Says which room this is, under which name, and how to leave, because nothing else is printed before the
 * first message.
 * @param presence who is there; null without a connection.
 */
export function describeEntry(
  { link, name }: Destination,
  target: Target,
  presence: Roster | null,
): string {
  const place = link ? `room ${link.id.slice(0, SHOWN_OF_ROOM)}` : 'the lobby';
  const { you = null, members = [] } = presence ?? {};
  const company = members.length === 2 ? 'with 1 other' : `with ${members.length - 1} others`;
  // A server of the base protocol does not report the members.
  const present = you === null ? '' : `, ${members.length <= 1 ? 'alone' : company}`;
  const as = name === null ? 'without a name' : `as ${name}`;
  return `in ${place} of ${formatAddress(target)} ${as}${present}`;
}

/**
 * Reports a first contact, whose identity is unverified, and a server without proof of identity.
 * @param security of the connection; null if it has ended already, when the next one is to a known server.
 */
export function reportSecurity(
  security: ConnectionSecurity | null,
  target: Target,
  screen: Screen,
): void {
  if (!security) return;
  const server = formatAddress(target);
  if (security.state === 'unauthenticated') screen.remark(`${server} has not proved who it is`);
  if (security.state === 'first-contact') {
    const { fingerprint } = security;
    screen.remark(`first connection to ${server}; remembering its fingerprint ${fingerprint}`);
  }
}
