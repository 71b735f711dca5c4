import { ErrorCode } from '@sealwave/kernel';
import { ServerIdentity } from '@sealwave/node/hop';
import { type KnownServer, PIN, ServerTrust } from './server-trust';

const [one, two, three] = [1, 2, 3].map(() => ServerIdentity.generate().fingerprint);
const here = { host: 'voice.example', port: 8888 };
const there = { host: 'voice.example', port: 8889 };
const presenting = (fingerprint: string, nextFingerprint: string | null = null) => ({
  fingerprint,
  nextFingerprint,
});
const changed = expect.objectContaining({ code: ErrorCode.IdentityChanged, peerFault: true });

describe('ServerTrust', () => {
  let memory: Map<string, KnownServer>;
  const trust = (policy: 'base' | 'prefer' | 'require', ...pins: string[]) =>
    new ServerTrust(policy, pins, memory);

  beforeEach(() => (memory = new Map()));

  it('applies the configured policy to an unknown server', () => {
    for (const policy of ['base', 'prefer', 'require'] as const) {
      expect(trust(policy).policyFor(here)).toBe(policy);
    }
  });

  it('TM-T3: asks everything of a server that it has met or that is pinned, for ever', () => {
    const meeting = trust('prefer', `voice.example:8889=${two}`);
    meeting.accept(here, presenting(one));
    for (const policy of ['base', 'prefer'] as const) {
      const later = trust(policy, `voice.example:8889=${two}`);
      expect([later.policyFor(here), later.policyFor(there)]).toEqual(['require', 'require']);
      expect(later.policyFor({ host: 'other.example', port: 8888 })).toBe(policy);
    }
  });

  it('prefers a pin to its memory', () => {
    trust('require').accept(here, presenting(one));
    const pinned = trust('require', `voice.example:8888=${two}`, `voice.example:8888=${three}`);
    for (const fingerprint of [two, three]) {
      const security = pinned.accept(here, presenting(fingerprint));
      expect(security).toEqual({ state: 'pinned', fingerprint });
    }
    expect(() => pinned.check(here, presenting(one))).toThrow(changed);
    expect(memory.get('voice.example:8888')?.fingerprint).toBe(one);
  });

  it('distinguishes servers by host and port', () => {
    const both = trust('require');
    both.accept(here, presenting(one));
    both.accept(there, presenting(two));
    expect(() => both.check(here, presenting(two))).toThrow(changed);
    expect(() => both.accept(there, presenting(one))).toThrow(changed);
  });

  it('keeps an announced identity until the server uses it, and then forgets the old one', () => {
    const patient = trust('require');
    patient.accept(here, presenting(one, two));
    patient.accept(here, presenting(one));
    expect(patient.accept(here, presenting(two)).state).toBe('pinned');
    expect(() => patient.check(here, presenting(one))).toThrow(changed);
  });

  it('parses pins of the documented form', () => {
    expect(`voice.example:8888=${one}`).toMatch(PIN);
    for (const wrong of [
      '',
      one,
      `voice.example=${one}`,
      `a b:1=${one}`,
      `a:1=${one}x`,
      'a:1=svc1:x',
    ]) {
      expect(wrong).not.toMatch(PIN);
    }
  });
});
