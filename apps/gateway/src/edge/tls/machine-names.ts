import type { networkInterfaces } from 'node:os';

/** What other machines, and this one, may call the machine that the gateway runs on. */
export interface MachineNames {
  /** Lower case. */
  readonly hostNames: readonly string[];
  /** IPv4; what other machines on the network reach it by. */
  readonly lanAddresses: readonly string[];
  /** IPv6, without those that need the name of an interface. Some systems take new ones every day. */
  readonly lanAddresses6: readonly string[];
}

/**
 * @param hostName of the system.
 * @param interfaces as `os.networkInterfaces` lists them.
 */
export function machineNames(
  hostName: string,
  interfaces: ReturnType<typeof networkInterfaces>,
): MachineNames {
  const name = hostName.toLowerCase();
  const outward = Object.values(interfaces).flatMap((all) =>
    (all ?? []).filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address)),
  );
  const addresses = (family: 'IPv4' | 'IPv6') =>
    outward.filter((each) => each.family === family).map(({ address }) => address);
  return {
    // What multicast DNS calls it, unless it has a domain already.
    hostNames: name.includes('.') ? [name] : [name, `${name}.local`],
    lanAddresses: addresses('IPv4'),
    lanAddresses6: addresses('IPv6'),
  };
}
