import { Networks } from './networks';

describe('Networks', () => {
  const networks = new Networks(['10.0.0.0/8', '127.0.0.0/8', 'fd00::/8', '::1/128']);

  it.each(['10.0.0.1', '10.255.0.1', '::ffff:10.0.0.1', '127.0.0.2', 'fd12::9', '::1'])(
    'contain %s',
    (address) => expect(networks.has(address)).toBe(true),
  );

  it.each(['11.0.0.1', '::ffff:11.0.0.1', 'fe80::1%eth0', '::2', '', 'unknown', '10.0.0'])(
    'do not contain %j',
    (address) => expect(networks.has(address)).toBe(false),
  );
});
