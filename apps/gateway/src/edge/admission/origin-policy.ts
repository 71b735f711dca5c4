import { isIP } from 'node:net';
import { ConfigError } from '@sealwave/node/config';
import { ErrorCode } from '@sealwave/kernel';

/** What a request's headers say about its origin. */
export interface RequestOrigin {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`. Browsers set it, and pages cannot change it. */
  readonly fetchSite: string | undefined;
  /** Whether the request opens a page in the browser. Any site may link to a page. */
  readonly navigates: boolean;
}

/** The refusal of a request. */
export interface Refusal {
  /** 421 when the host name is not ours, 403 when the page is not. */
  readonly status: 403 | 421;
  readonly reason: string;
}

/** Inputs of the policy. */
export interface OriginRules {
  /** Entries of `GATEWAY_ORIGINS`. */
  readonly origins: readonly string[];
  readonly development: boolean;
  /** Scheme of the gateway itself. */
  readonly scheme: 'http' | 'https';
  /** Whether a host name belongs to the gateway. `localhost` and addresses always do. */
  readonly isOwnName: (name: string) => boolean;
}

const FOREIGN_NAME: Refusal = {
  status: 421,
  reason: 'this gateway does not answer to that name; GATEWAY_ORIGINS makes it known',
};

const FOREIGN_PAGE: Refusal = {
  status: 403,
  reason: 'pages of that origin may not use this gateway; GATEWAY_ORIGINS says which may',
};

/**
 * Decides which pages may use the gateway. A request without `Origin` comes from a page only if
 * `Sec-Fetch-Site` says so. Requiring an origin would protect nobody, because a program can claim any. The
 * `Host` must be a name of ours in any case. A page whose name points to this machine (DNS rebinding) sends its
 * own name there. Its browser considers the page to be of the gateway's origin.
 */
export class OriginPolicy {
  private readonly anything: boolean;
  private readonly self: boolean;
  private readonly listed: readonly URL[];

  /** @throws ConfigError when an entry is not an origin, or is `*` outside of development. */
  constructor(private readonly rules: OriginRules) {
    this.anything = rules.origins.includes('*');
    if (this.anything && !rules.development) throw notInProduction();
    this.self = rules.origins.includes('self');
    this.listed = rules.origins.filter((entry) => !['*', 'self'].includes(entry)).map(parseOrigin);
  }

  /** Why a request is refused; null when it is allowed. */
  refusal({ host, origin, fetchSite, navigates }: RequestOrigin): Refusal | null {
    if (this.anything) return null;
    const here = parseUrl(`${this.rules.scheme}://${host ?? ''}`);
    if (!here || !this.answersTo(here.hostname)) return FOREIGN_NAME;
    if (origin === undefined) {
      const fromAnotherSite = fetchSite === 'cross-site' || fetchSite === 'same-site';
      return fromAnotherSite && !navigates ? FOREIGN_PAGE : null;
    }
    return this.allows(origin) || (this.self && origin === here.origin) ? null : FOREIGN_PAGE;
  }

  /**
   * Whether GATEWAY_ORIGINS lists `origin`, or `*`. `self` does not count, because it needs no CORS headers.
   */
  allows(origin: string): boolean {
    return this.anything || this.listed.some((entry) => entry.origin === origin);
  }

  private answersTo(name: string): boolean {
    return (
      name === 'localhost' ||
      name.endsWith('.localhost') ||
      isIP(name.replace(/^\[|\]$/g, '')) !== 0 ||
      this.rules.isOwnName(name) ||
      this.listed.some(({ hostname }) => hostname === name)
    );
  }
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function parseOrigin(entry: string): URL {
  const url = parseUrl(entry);
  if (!url) throw new ConfigError(ErrorCode.Config, `GATEWAY_ORIGINS: ${entry} is not an origin`);
  return url;
}

function notInProduction(): ConfigError {
  return new ConfigError(
    ErrorCode.Config,
    'GATEWAY_ORIGINS is *, which lets every page on the web use this gateway: list origins, or set NODE_ENV=development',
  );
}
