import type { IncomingHttpHeaders } from 'node:http';
import { addressGroup, type Networks, parseIpAddress } from '@sealwave/node/limits';

/** The origin of a request, for limits and bans. */
export interface Visitor {
  /** The address in the spelling of {@link parseIpAddress}. Empty if the system does not report it. */
  readonly address: string;
  /** The group of addresses that share one limit: an IPv4 address, or a /64 network of IPv6. */
  readonly group: string;
  /** Whether the request comes from a trusted proxy's network, but not through the proxy. */
  readonly isExempt: boolean;
}

/** What is known about the origin of a request. */
export interface Origin {
  /** Address of the peer of the TCP connection. */
  readonly peer: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Finds the visitor behind trusted proxies. Each proxy appends the address that called it to `X-Forwarded-For`.
 * So the list is read from its end, as long as the previous entry is a trusted proxy. The visitor may have
 * invented everything before that. A proxy may have written text that is not an address. Then the visitor
 * counts as the proxy and is not exempt, so unreadable text evades no limit.
 */
export function visitorOf({ peer, headers }: Origin, proxies: Networks): Visitor {
  const hops = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  let address = parseIpAddress(peer ?? '') ?? '';
  while (proxies.has(address)) {
    const hop = hops.pop()?.trim();
    if (!hop) break;
    const before = parseIpAddress(hop);
    if (before === null) return { address, group: addressGroup(address), isExempt: false };
    address = before;
  }
  return { address, group: addressGroup(address), isExempt: proxies.has(address) };
}

/**
 * A shortened address for the log. It is enough to identify a network that causes trouble, but not a person.
 */
export function shortened({ group }: Visitor): string {
  return group.replace(/\.\d+$/, '.0/24');
}
