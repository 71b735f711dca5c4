/** What the headers depend on. */
export interface HeaderRules {
  /** Of the page: what it may load and run. */
  readonly contentSecurityPolicy: string;
  /** Whether the name of the gateway is to be used over HTTPS only, from now on. */
  readonly strictTransport: boolean;
}

/** A page of Sealwave may use these of what browsers offer, and pages inside of it nothing. */
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

/** The headers that go with everything the gateway answers, by name. */
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
