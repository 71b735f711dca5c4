import type { IncomingHttpHeaders } from 'node:http';
import type { ConnectionRefused } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';

/** What is looked at of an HTTP request. */
export interface Asked {
  readonly method?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Why a request is not carried out, as its HTTP status and in words. */
export interface RequestRefusal extends ConnectionRefused {
  readonly status: number;
}

/** Requests that have no body. */
export const READS: readonly unknown[] = ['GET', 'HEAD', 'OPTIONS'];

/** What the body of a request is refused for; null where there is none, or it may come. @param maxBytes of a body. */
export function bodyRefusal({ method, headers }: Asked, maxBytes: number): RequestRefusal | null {
  const length = bodyLength(headers);
  if (READS.includes(method))
    return length === 0 ? null : invalid(400, 'a body where none belongs');
  if (method !== 'POST') return NO_SUCH_REQUEST;
  if (length === null) return invalid(411, 'the length of the body has to be said');
  return length <= maxBytes ? null : invalid(413, 'the body is too large');
}

/** How long the body says it is, in bytes; null where it does not say. HTTP holds it to that. */
export function bodyLength(headers: IncomingHttpHeaders): number | null {
  if (headers['transfer-encoding'] !== undefined) return null;
  return Number(headers['content-length'] ?? 0);
}

function invalid(status: number, message: string): RequestRefusal {
  return { status, code: ErrorCode.InvalidRequest, message, retry: false };
}

/** Nothing here is changed over HTTP. */
export const NO_SUCH_REQUEST = invalid(405, 'there is no such request');

/** One address asks too often. */
export const TOO_MANY_REQUESTS: RequestRefusal = {
  ...{ status: 429, code: ErrorCode.RateLimited, retry: true },
  message: 'too many requests from this address',
};

/** One address has begun more than there is room for, this request included. */
export const NO_ROOM: RequestRefusal = {
  ...{ status: 503, code: ErrorCode.Busy, retry: true },
  message: 'too much from this address is under way at the moment; try again',
};

/** A request names a version of Engine.IO that is not spoken here (docs/protocol.md, section 8). */
export const OTHER_VERSION: RequestRefusal = {
  ...{ status: 400, code: ErrorCode.ProtocolError, retry: false },
  message: 'this gateway speaks Socket.IO 4; load the page again',
};
