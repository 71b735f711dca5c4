import { isIP } from 'node:net';
import { ValidateBy } from 'class-validator';

/** An address, how many of its leading bits count, and the family that both belong to. */
export type Network = readonly [address: string, bits: number, family: 'ipv4' | 'ipv6'];

/** Reads a network that is written as `address/bits`, and that {@link IsNetwork} has checked. */
export function parseNetwork(network: string): Network {
  const [address, bits] = network.split('/');
  return [address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4'];
}

/** Refuses a list of settings that has anything in it but networks. */
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

function isNetwork(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[^/]+\/\d{1,3}$/.test(value)) return false;
  const [address, bits, family] = parseNetwork(value);
  return isIP(address) !== 0 && bits <= (family === 'ipv6' ? 128 : 32);
}
