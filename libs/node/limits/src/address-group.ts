import { parseIpAddress } from './ip-address';

/** Groups of an IPv6 address that name its network. */
const NETWORK_GROUPS = 4;

/**
 * What limits per address count as one: an IPv4 address (even if written as IPv6), or the /64 network that an
 * IPv6 subscriber usually has. All texts that are not addresses count as one.
 */
export function addressGroup(text: string): string {
  const address = parseIpAddress(text);
  if (address === null) return '';
  if (!address.includes(':')) return address;
  return `${address.split(':').slice(0, NETWORK_GROUPS).join(':')}::/64`;
}
