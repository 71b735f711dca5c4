import { allowOwnScripts, type ScriptedPage } from './own-scripts';

describe('allowOwnScripts', () => {
  const page = { location: { href: 'https://voice.example/de/' } };

  function allowed(url: string): boolean {
    let verdict: string | null = null;
    const createPolicy: NonNullable<ScriptedPage['trustedTypes']>['createPolicy'] = (_, rules) =>
      (verdict = rules.createScriptURL(url));
    allowOwnScripts({ ...page, trustedTypes: { createPolicy } });
    return verdict === url;
  }

  it.each(['ngsw-worker.js', '/worker-0A1B2C3D.js', 'https://voice.example/main.js'])(
    'allows %s',
    (url) => expect(allowed(url)).toBe(true),
  );

  it.each([
    'https://evil.example/worker.js',
    '//evil.example/worker.js',
    'http://voice.example/worker.js',
    'blob:https://voice.example/0b0a0d',
    'data:text/javascript,alert(1)',
    'javascript:alert(1)',
  ])('refuses %s', (url) => expect(allowed(url)).toBe(false));

  it('does nothing in a browser without Trusted Types', () => {
    expect(() => allowOwnScripts(page)).not.toThrow();
  });
});
