/** A network that limits count as one. */
export interface CountedNetwork {
  readonly name: string;
  /** How many times what one address may have all of it may have. */
  readonly share: number;
}

/** A /64 network, as {@link addressGroup} names it. */
const IPV6_GROUP = /^([0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f]{1,4}):([0-9a-f]{1,4})::\/64$/;
/** The share of a /56 network, which one home often has: 256 networks of /64. */
const HOME_SHARE = 4;
/** The share of a /48 network, which one site often has: 65 536 networks of /64. */
const SITE_SHARE = 16;

/**
 * The networks in which a group is counted: itself, and for IPv6 the /56 and the /48 around it. Who has one of these has
 * as many groups as there are places, and would be at no limit in any of them.
 * @param group as {@link addressGroup} names it; all else is counted by itself.
 */
export function networksOf(group: string): readonly CountedNetwork[] {
  const own = { name: group, share: 1 };
  const [, site, subnet] = IPV6_GROUP.exec(group) ?? [];
  if (site === undefined) return [own];
  const home = (parseInt(subnet, 16) & 0xff00).toString(16);
  return [
    own,
    { name: `${site}:${home}::/56`, share: HOME_SHARE },
    { name: `${site}::/48`, share: SITE_SHARE },
  ];
}
