import type { networkInterfaces } from 'node:os';

/** Names and addresses of the machine that the gateway runs on. */
export interface MachineNames {
  /** Host names of the machine, in lower case. */
  readonly hostNames: readonly string[];
  /** IPv4 addresses at which other machines on the network reach this one. */
  readonly lanAddresses: readonly string[];
  /**
   * IPv6 addresses at which other machines reach this one. Addresses that need an interface name are left out.
   * Some systems take new addresses every day.
   */
  readonly lanAddresses6: readonly string[];
}

/**
 * Collects the names of a machine.
 * @param hostName the system's name.
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
    // Its name in multicast DNS, unless it has a domain already.
    hostNames: name.includes('.') ? [name] : [name, `${name}.local`],
    lanAddresses: addresses('IPv4'),
    lanAddresses6: addresses('IPv6'),
  };
}
