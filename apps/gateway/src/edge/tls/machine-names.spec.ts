import type { NetworkInterfaceInfo } from 'node:os';
import { machineNames } from './machine-names';

const at = (address: string, internal = false): NetworkInterfaceInfo =>
  address.includes(':')
    ? { address, internal, family: 'IPv6', scopeid: 0, netmask: '', mac: '', cidr: null }
    : { address, internal, family: 'IPv4', netmask: '', mac: '', cidr: null };

describe('machineNames', () => {
  it('returns the names and addresses that other machines on the network can use', () => {
    const interfaces = {
      lo: [at('127.0.0.1', true), at('::1', true)],
      eth0: [at('192.0.2.7'), at('2001:db8::7'), at('fe80::7')],
      none: undefined,
    };
    expect(machineNames('Hall', interfaces)).toEqual({
      hostNames: ['hall', 'hall.local'],
      lanAddresses: ['192.0.2.7'],
      lanAddresses6: ['2001:db8::7'],
    });
  });

  it('leaves a name with a domain unchanged', () => {
    expect(machineNames('hall.example', {}).hostNames).toEqual(['hall.example']);
  });
});
