import { isIP } from 'node:net';

/** Longest spelling of an address with port and zone. A longer text is rejected unread. */
const MAX_CHARACTERS = 128;
const GROUPS = 8;
const BRACKETED = /^\[([^\]]*)\](?::\d{1,5})?$/;
const WITH_PORT = /^([\d.]+):\d{1,5}$/;
const OCTETS = /^\d{1,16}(?:\.\d{1,16}){3}$/;
/** First groups of an IPv4 address in IPv6 form (RFC 4291, 2.5.5.2): five groups of zeros and one of ones. */
const MAPPED = [0, 0, 0, 0, 0, 0xffff];

/**
 * The canonical spelling of an IP address. It accepts every form that proxies write: with a port, in brackets
 * or quotes, or with a zone. Upper case, leading zeros and IPv4 written as IPv6 are accepted too. The result
 * spells out all eight groups of IPv6.
 * @returns null for a text that is not an address.
 */
export function parseIpAddress(text: string): string | null {
  if (text.length > MAX_CHARACTERS) return null;
  const bare = withoutPort(
    text
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
  const groups = groupsOf(bare);
  if (!groups) return ipv4(bare);
  const isMapped = MAPPED.every((group, at) => groups[at] === group);
  if (!isMapped) return groups.map((group) => group.toString(16)).join(':');
  const [high, low] = groups.slice(MAPPED.length);
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

function withoutPort(text: string): string {
  const [, inside] = BRACKETED.exec(text) ?? WITH_PORT.exec(text) ?? [];
  return inside ?? text;
}

/** Parses an IPv4 address. Leading zeros are decimal, because no proxy writes octal numbers. */
function ipv4(text: string): string | null {
  if (!OCTETS.test(text)) return null;
  const address = text.split('.').map(Number).join('.');
  return isIP(address) === 4 ? address : null;
}

/** The eight groups of an IPv6 address; null for anything else. */
function groupsOf(text: string): readonly number[] | null {
  const [address] = text.split('%', 1);
  if (isIP(address) !== 6) return null;
  const [head, tail] = address.split('::').map(numbersOf);
  if (!tail) return head;
  const zeros = new Array<number>(GROUPS - head.length - tail.length).fill(0);
  return [...head, ...zeros, ...tail];
}

function numbersOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [parseInt(group, 16)];
    const [a, b, c, d] = group.split('.').map(Number);
    return [(a << 8) | b, (c << 8) | d];
  });
}
