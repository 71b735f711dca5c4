import { BlockList, isIP } from 'node:net';
import { ValidateBy } from 'class-validator';
import { parseIpAddress } from './ip-address';

/** A set of networks, each written as `address/bits`. */
export class Networks {
  private readonly list = new BlockList();

  /** @param networks entries that {@link AreNetworks} accepts. */
  constructor(networks: readonly string[]) {
    for (const network of networks) this.list.addSubnet(...parseNetwork(network));
  }

  /**
   * Whether the address is in one of the networks. The address may have any spelling. False for a text that is
   * not an address.
   */
  has(text: string): boolean {
    const address = parseIpAddress(text);
    return address !== null && this.list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
}

/** Rejects a list setting with an entry that is not a network. */
export function AreNetworks(): PropertyDecorator {
  return ValidateBy(
    {
      name: 'areNetworks',
      validator: {
        validate: isNetwork,
        defaultMessage: () => '$property must list networks such as 10.0.0.0/8 or fd00::/8',
      },
    },
    { each: true },
  );
}

/** An address, the number of its leading bits that count, and its family. */
type Network = readonly [address: string, bits: number, family: 'ipv4' | 'ipv6'];

function parseNetwork(network: string): Network {
  const [address, bits] = network.split('/');
  return [address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4'];
}

function isNetwork(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[^/]+\/\d{1,3}$/.test(value)) return false;
  const [address, bits, family] = parseNetwork(value);
  return isIP(address) !== 0 && bits <= (family === 'ipv6' ? 128 : 32);
}
