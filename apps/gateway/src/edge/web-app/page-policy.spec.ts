import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pagePolicy } from './page-policy';

const page = readFileSync(join(__dirname, '../../../../web/src/index.html'), 'utf8');

describe('pagePolicy', () => {
  const policy = pagePolicy(page);
  const directives = policy.split('; ');

  it("repeats the policy in the page's tag, and adds directives that a tag cannot contain", () => {
    expect(page).toContain(policy.replace("; frame-ancestors 'none'", ''));
    expect(directives.at(-1)).toBe("frame-ancestors 'none'");
  });

  it.each([
    "default-src 'none'",
    "script-src 'self'",
    "style-src-attr 'none'",
    "worker-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ])('contains %s', (directive) => expect(directives).toContain(directive));

  it('allows no inline script, no eval and no other origin', () => {
    const scripts = directives.find((directive) => directive.startsWith('script-src'));
    expect(scripts).toBe("script-src 'self'");
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
  });

  it.each([null, '', '<meta name="description" content="x">'])(
    'allows nothing when the page has no policy (%j)',
    (without) => expect(pagePolicy(without)).toBe("default-src 'none'; frame-ancestors 'none'"),
  );
});
