import { ErrorCode } from '@sealwave/kernel';
import { GatewayConfig } from '../../gateway.config';
import { refuseExposedPlainHttp } from './refuse-exposed-plain-http';

describe('requireProtected', () => {
  const check = (address: string, settings: Partial<GatewayConfig> = {}) =>
    refuseExposedPlainHttp({ ...new GatewayConfig(), ...settings }, address);

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])(
    'allows plain HTTP on %s',
    (address) => expect(() => check(address)).not.toThrow(),
  );

  it.each(['0.0.0.0', '::', '192.0.2.7', '2001:db8::7', 'fe80::1%eth0'])(
    'refuses plain HTTP on %s unless it is configured',
    (address) => {
      expect(() => check(address)).toThrow(expect.objectContaining({ code: ErrorCode.Config }));
      expect(() => check(address)).toThrow('GATEWAY_TLS=self-signed');
      expect(() => check(address, { GATEWAY_TLS: 'files' })).not.toThrow();
      expect(() => check(address, { GATEWAY_ALLOW_INSECURE_HTTP: 'true' })).not.toThrow();
    },
  );
});
