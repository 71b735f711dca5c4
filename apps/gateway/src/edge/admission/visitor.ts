import type { IncomingHttpHeaders } from 'node:http';
import { addressGroup, type Networks, parseIpAddress } from '@sealwave/node/limits';

/** Where a request comes from, as far as limits and bans are concerned. */
export interface Visitor {
  /** In the one spelling of {@link parseIpAddress}; empty where the system does not say. */
  readonly address: string;
  /** What counts as one: an IPv4 address, or a /64 network of IPv6. */
  readonly group: string;
  /** True for who comes from the network of a proxy itself, and not through it. */
  readonly isExempt: boolean;
}

/** What is known of where a request comes from. */
export interface Origin {
  /** The address at the other end of the connection. */
  readonly peer: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Where a visitor comes from. Each proxy adds the address that it was called from at the end of
 * `X-Forwarded-For`, so the list is read from there, and for as long as a trusted proxy has written it: what
 * is before that, the visitor may have made up. Where a proxy wrote what is no address, the visitor is counted as the
 * proxy itself, and is not exempt: nobody gets out of a limit by a text that nobody can read.
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

/** Enough to tell a network that makes trouble, too little to tell a person. */
export function shortened({ group }: Visitor): string {
  return group.replace(/\.\d+$/, '.0/24');
}
