import type { Networks } from '@sealwave/node/limits';

/**
 * The address that a visitor comes from. Each proxy adds the address that it was called from at the end of
 * `X-Forwarded-For`, so the list is read from there, and for as long as a trusted proxy has written it: what
 * is before that, the visitor may have made up.
 * @param peer the address at the other end of the connection.
 */
export function visitorAddress(
  peer: string,
  forwardedFor: string | undefined,
  proxies: Networks,
): string {
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim());
  let address = peer;
  while (proxies.has(address)) {
    const before = hops.pop();
    if (!before) break;
    address = before;
  }
  return address;
}
