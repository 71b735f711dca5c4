/** A network that has a common count. */
export interface CountedNetwork {
  readonly name: string;
  /** Limit of the whole network, as a multiple of the limit of one address. */
  readonly share: number;
}

/** A /64 network, as {@link addressGroup} names it. */
const IPV6_GROUP = /^([0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f]{1,4}):([0-9a-f]{1,4})::\/64$/;
/** Share of a /56 network of 256 /64 networks. A home often has one. */
const HOME_SHARE = 4;
/** Share of a /48 network of 65 536 /64 networks. A site often has one. */
const SITE_SHARE = 16;

/**
 * The networks that a group counts in: itself, and for IPv6 the /56 and the /48 around it. Otherwise a person
 * with a wider network could spread over its groups and exceed no limit.
 * @param group a name from {@link addressGroup}. Any other text counts by itself.
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
