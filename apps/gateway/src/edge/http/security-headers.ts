/** What the headers depend on. */
export interface HeaderRules {
  /** The page's policy: what it may load and run. */
  readonly contentSecurityPolicy: string;
  /** Whether browsers must use this host name only over HTTPS from now on. */
  readonly strictTransport: boolean;
}

/** The browser features that the page may use. Pages inside it get none. */
const PERMISSIONS = [
  'microphone=(self)',
  'speaker-selection=(self)',
  'camera=()',
  'geolocation=()',
  'display-capture=()',
  'payment=()',
  'usb=()',
];

const ONE_YEAR_SECONDS = 31_536_000;

/** The headers of every response, by name. */
export function securityHeaders(rules: HeaderRules): ReadonlyMap<string, string> {
  const headers = new Map([
    ['Content-Security-Policy', rules.contentSecurityPolicy],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
    ['Permissions-Policy', PERMISSIONS.join(', ')],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
  ]);
  if (rules.strictTransport) {
    headers.set('Strict-Transport-Security', `max-age=${ONE_YEAR_SECONDS}`);
  }
  return headers;
}
