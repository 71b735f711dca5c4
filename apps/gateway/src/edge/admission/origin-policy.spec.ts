import { ErrorCode } from '@sealwave/kernel';
import { OriginPolicy, type RequestOrigin } from './origin-policy';

const rules = {
  origins: ['self'],
  development: false,
  scheme: 'http',
  isOwnName: (name: string) => name === 'hall',
} as const;
const sender: RequestOrigin = {
  host: 'localhost:5000',
  origin: undefined,
  fetchSite: undefined,
  navigates: false,
};

describe('OriginPolicy', () => {
  const policy = new OriginPolicy(rules);
  const status = (said: Partial<RequestOrigin>, of = policy) =>
    of.refusal({ ...sender, ...said })?.status;

  it.each(['localhost:5000', '127.0.0.1:5000', '[::1]:5000', '192.0.2.7', 'hall:5000', 'HALL:80'])(
    'admits its own page at %s',
    (host) => {
      const { origin } = new URL(`http://${host}`);
      expect(status({ host, origin })).toBeUndefined();
      expect(status({ host })).toBeUndefined();
    },
  );

  it.each([
    'http://evil.example',
    'http://localhost:4200',
    'https://localhost:5000',
    'http://localhost',
    'http://localhost.evil.example:5000',
    'http://127.0.0.1:5000',
    'null',
    '',
    '*',
  ])('refuses the page of %j at localhost:5000', (origin) => expect(status({ origin })).toBe(403));

  it.each([
    'evil.example:5000',
    'localhost.evil.example',
    'hall.evil.example',
    '',
    'a b',
    undefined,
  ])('refuses requests to the host name %j, whatever their page', (host) => {
    expect(status({ host })).toBe(421);
    expect(status({ host, origin: `http://${host}` })).toBe(421);
  });

  it("treats a request without origin as a program's, unless its browser names a page", () => {
    for (const fetchSite of [undefined, 'none', 'same-origin'])
      expect(status({ fetchSite })).toBeUndefined();
    for (const fetchSite of ['cross-site', 'same-site']) {
      expect(status({ fetchSite })).toBe(403);
      expect(status({ fetchSite, navigates: true })).toBeUndefined();
    }
  });

  it('admits listed origins whatever a proxy does to the host, and serves their host names', () => {
    const behindProxy = new OriginPolicy({ ...rules, origins: ['https://Voice.example:443'] });
    const origin = 'https://voice.example';
    for (const host of ['voice.example', '127.0.0.1:5000'])
      expect(status({ host, origin }, behindProxy)).toBeUndefined();
    expect(status({ origin: 'http://voice.example' }, behindProxy)).toBe(403);
    expect(status({ origin: 'http://localhost:5000' }, behindProxy)).toBe(403);
    expect(behindProxy.allows(origin)).toBe(true);
    expect(policy.allows('http://localhost:5000')).toBe(false);
  });

  it('admits everything if configured so, in development only', () => {
    const open = new OriginPolicy({ ...rules, origins: ['*'], development: true });
    expect(status({ host: 'evil.example', origin: 'http://evil.example' }, open)).toBeUndefined();
    const refused = expect.objectContaining({ code: ErrorCode.Config });
    expect(() => new OriginPolicy({ ...rules, origins: ['self', '*'] })).toThrow(refused);
    expect(() => new OriginPolicy({ ...rules, origins: ['https://a:b'] })).toThrow(refused);
  });
});
