import { parseIpAddress } from './ip-address';

/** Groups of an IPv6 address that name its network. */
const NETWORK_GROUPS = 4;

/**
 * Names the group of addresses that share one limit. A group is an IPv4 address (even if written as IPv6) or an
 * IPv6 /64 network, the usual size for one subscriber. All texts that are not addresses are one group.
 */
export function addressGroup(text: string): string {
  const address = parseIpAddress(text);
  if (address === null) return '';
  if (!address.includes(':')) return address;
  return `${address.split(':').slice(0, NETWORK_GROUPS).join(':')}::/64`;
}
