import { isIP } from 'node:net';
import { ConfigError } from '@sealwave/node/config';
import { ErrorCode } from '@sealwave/kernel';

/** What a request says about who sends it, in the words of its headers. */
export interface RequestOrigin {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`, which browsers set and pages cannot. */
  readonly fetchSite: string | undefined;
  /** True for a page that a person opens, which a link on any other page may lead to. */
  readonly navigates: boolean;
}

/** Why a request is refused. */
export interface Refusal {
  /** 421 where the name is not ours, 403 where the page is not. */
  readonly status: 403 | 421;
  readonly reason: string;
}

/** What the policy is made of. */
export interface OriginRules {
  /** Entries of `GATEWAY_ORIGINS`. */
  readonly origins: readonly string[];
  readonly development: boolean;
  /** That of the gateway itself. */
  readonly scheme: 'http' | 'https';
  /** Whether a host name is one of the gateway's, in addition to `localhost` and addresses. */
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
 * Decides which pages may use the gateway. Who sends no `Origin` is no page, unless `Sec-Fetch-Site` says
 * otherwise: a program can claim any origin, so that asking it for one protects nobody. The `Host` has to be
 * a name of ours in any case: a page whose name was pointed at this machine (DNS rebinding) has its own
 * name there, and is of the same origin as the gateway to its browser.
 */
export class OriginPolicy {
  private readonly anything: boolean;
  private readonly self: boolean;
  private readonly listed: readonly URL[];

  /** @throws ConfigError when an entry is no origin, or `*` outside of development. */
  constructor(private readonly rules: OriginRules) {
    this.anything = rules.origins.includes('*');
    if (this.anything && !rules.development) throw notInProduction();
    this.self = rules.origins.includes('self');
    this.listed = rules.origins.filter((entry) => !['*', 'self'].includes(entry)).map(parseOrigin);
  }

  /** Why a request is refused; null when it is not. */
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

  /** Whether pages of `origin` may connect wherever the gateway is: what CORS is answered by. */
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
  if (!url) throw new ConfigError(ErrorCode.Config, `GATEWAY_ORIGINS: ${entry} is no origin`);
  return url;
}

function notInProduction(): ConfigError {
  return new ConfigError(
    ErrorCode.Config,
    'GATEWAY_ORIGINS is *, which lets every page on the web use this gateway: list origins, or set NODE_ENV=development',
  );
}
