import type { IncomingMessage } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import type { OriginPolicy, RequestOrigin } from './origin-policy';

/** What applies to every response of the gateway. */
export interface RequestPolicy {
  readonly policy: OriginPolicy;
  readonly headers: ReadonlyMap<string, string>;
}

/** Adds the headers to every HTTP response. Refuses pages and host names that are not ours. */
export function applyRequestPolicy(
  app: NestExpressApplication,
  { policy, headers }: RequestPolicy,
): void {
  app.use((request: Request, response: Response, next: NextFunction) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    const navigates = request.headers['sec-fetch-mode'] === 'navigate';
    const refusal = policy.refusal({ ...senderOf(request), navigates });
    if (refusal === null) next();
    else response.status(refusal.status).type('text/plain').send(`${refusal.reason}\n`);
  });
}

/** The origin of a request. A request for a socket does not open a page. */
export function senderOf({ headers }: IncomingMessage): RequestOrigin {
  const fetchSite = headers['sec-fetch-site'];
  return {
    host: headers.host,
    origin: headers.origin,
    fetchSite: Array.isArray(fetchSite) ? fetchSite[0] : fetchSite,
    navigates: false,
  };
}
