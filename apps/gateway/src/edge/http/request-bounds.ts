import type { IncomingHttpHeaders } from 'node:http';
import type { ConnectionRefused } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';

/** The part of an HTTP request that is checked. */
export interface Asked {
  readonly method?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Why a request is refused, with its HTTP status. */
export interface RequestRefusal extends ConnectionRefused {
  readonly status: number;
}

/** Methods of requests without a body. */
export const READS: readonly unknown[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Why a request is refused because of its body; null if it is accepted.
 * @param maxBytes largest body, in bytes.
 */
export function bodyRefusal({ method, headers }: Asked, maxBytes: number): RequestRefusal | null {
  const length = bodyLength(headers);
  if (READS.includes(method))
    return length === 0 ? null : invalid(400, 'a body where none belongs');
  if (method !== 'POST') return NO_SUCH_REQUEST;
  if (length === null) return invalid(411, 'the request must state the length of its body');
  return length <= maxBytes ? null : invalid(413, 'the body is too large');
}

/** The length of the body in bytes. Null if the request does not state it. HTTP enforces a stated length. */
export function bodyLength(headers: IncomingHttpHeaders): number | null {
  if (headers['transfer-encoding'] !== undefined) return null;
  return Number(headers['content-length'] ?? 0);
}

function invalid(status: number, message: string): RequestRefusal {
  return { status, code: ErrorCode.InvalidRequest, message, retry: false };
}

/** HTTP requests cannot change anything here. */
export const NO_SUCH_REQUEST = invalid(405, 'there is no such request');

/** The address sends requests too often. */
export const TOO_MANY_REQUESTS: RequestRefusal = {
  ...{ status: 429, code: ErrorCode.RateLimited, retry: true },
  message: 'too many requests from this address',
};

/** The address has more unfinished input than allowed, this request included. */
export const NO_ROOM: RequestRefusal = {
  ...{ status: 503, code: ErrorCode.Busy, retry: true },
  message: 'too much from this address is under way at the moment; try again',
};

/** The request names another version of Engine.IO (docs/protocol.md, section 8). */
export const OTHER_VERSION: RequestRefusal = {
  ...{ status: 400, code: ErrorCode.ProtocolError, retry: false },
  message: 'this gateway speaks Socket.IO 4; load the page again',
};
