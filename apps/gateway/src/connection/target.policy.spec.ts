import { ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { GatewayConfig } from '../gateway.config';
import { TargetPolicy } from './connect-policy';

const servers = ['localhost:8888', '10.0.0.7:9000', 'voice.example:8888', '[2001:db8::7]:9000'];
const policy = new TargetPolicy({ ...new GatewayConfig(), GATEWAY_VOICE_SERVERS: servers });
const notAllowed = expect.objectContaining({ code: ErrorCode.NotAllowed });

describe('TargetPolicy', () => {
  it('chooses the first server when the request names none', () => {
    expect(policy.lookUp({})).toEqual({ host: 'localhost', port: 8888 });
  });

  it('finds each configured server by host and port', () => {
    for (const server of servers) {
      const [, host, port] = /^\[?(.*?)\]?:(\d+)$/.exec(server) ?? [];
      const target = { host, port: Number(port) };
      expect(policy.lookUp(target)).toEqual(target);
    }
  });

  it.each(['[1]:8888', '[::1]:0', 'localhost:70000'])('does not start with %s', (server) => {
    const config = { ...new GatewayConfig(), GATEWAY_VOICE_SERVERS: [server] };
    expect(() => new TargetPolicy(config)).toThrow(
      expect.objectContaining({ code: ErrorCode.Config }),
    );
  });

  it('refuses the host of one server with the port of another', () => {
    expect(() => policy.lookUp({ host: 'localhost', port: 9000 })).toThrow(notAllowed);
  });

  it('refuses a host without a port, even if it fits only one server', () => {
    expect(() => policy.lookUp({ host: '10.0.0.7' })).toThrow(notAllowed);
    expect(() => policy.lookUp({ port: 9000 })).toThrow(notAllowed);
  });

  it('refuses other spellings of a configured host', () => {
    for (const host of ['LOCALHOST', 'localhost.', ' localhost', '127.0.0.1', '::1', '10.7'])
      expect(() => policy.lookUp({ host, port: 8888 })).toThrow(notAllowed);
  });

  it('never returns a server that is not configured', () => {
    const host = fc.oneof(fc.string(), fc.domain(), fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65_535 }), (host, port) => {
        fc.pre(!servers.includes(`${host}:${port}`));
        expect(() => policy.lookUp({ host, port })).toThrow(notAllowed);
      }),
    );
  });
});
