import { readConfig } from '@sealwave/node/config';
import { VoiceServerConfig } from './voice-server.config';

const read = (env: Record<string, string>) => readConfig(VoiceServerConfig, env, 'VOICE_');

describe('VoiceServerConfig', () => {
  it('accepts its own defaults', () => {
    expect(read({})).toEqual(new VoiceServerConfig());
  });

  it('reads networks of either address family', () => {
    const { VOICE_TRUSTED_PEERS } = read({ VOICE_TRUSTED_PEERS: '10.0.0.0/8, fd00::/8,::1/128' });
    expect(VOICE_TRUSTED_PEERS).toEqual(['10.0.0.0/8', 'fd00::/8', '::1/128']);
  });

  it.each([
    '300.1.1.1/8',
    '10.0.0.0/33',
    '::1/129',
    '10.0.0.0',
    'fd00::/8/8',
    'lan/8',
    '1.1.1.1/-1',
  ])('refuses the network %s', (network) => {
    expect(() => read({ VOICE_TRUSTED_PEERS: `127.0.0.0/8,${network}` })).toThrow(
      'VOICE_TRUSTED_PEERS must list networks',
    );
  });

  it('reports all problems at once', () => {
    const env = { VOICE_PORT: '70000', VOICE_PROT: '1', VOICE_BASE_KEY_FORMAT: 'jwk' };
    for (const name of Object.keys(env)) expect(() => read(env)).toThrow(name);
  });
});
