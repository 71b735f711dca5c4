import { securityHeaders } from './security-headers';

describe('securityHeaders', () => {
  const rules = { contentSecurityPolicy: "default-src 'none'", strictTransport: false };

  it('contain the policy, and allow the microphone for the page only', () => {
    const headers = securityHeaders(rules);
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'");
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
    expect(headers.get('Permissions-Policy')).toMatch(/microphone=\(self\).*camera=\(\)/);
  });

  it('demand HTTPS only when configured', () => {
    expect(securityHeaders(rules).has('Strict-Transport-Security')).toBe(false);
    const strict = securityHeaders({ ...rules, strictTransport: true });
    expect(strict.get('Strict-Transport-Security')).toBe('max-age=31536000');
  });
});
