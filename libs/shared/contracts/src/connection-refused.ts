import type { ErrorCode } from '@sealwave/kernel';
import type { Failure } from './events';

/**
 * Why the gateway does not let a page in: `data` of the error that Socket.IO's client reports as
 * `connect_error` (docs/protocol.md, section 8). A gateway of an earlier version sends none.
 */
export interface ConnectionRefused extends Failure {
  /** Whether the same page can get in later without anybody changing anything; where false, it stops trying. */
  readonly retry: boolean;
}

/** No refusal is longer; what is, a gateway has not written. */
const MAX_BODY = 4096;

/**
 * What a `connect_error` says of the refusal; null for every other error, such as a lost network. Where Socket.IO was not
 * reached at all, it is what HTTP answered.
 */
export function connectionRefused(error: unknown): ConnectionRefused | null {
  const { data, context } = fieldsOf(error);
  return refusalIn(data) ?? refusalIn(parsed(fieldsOf(context)['responseText']));
}

function refusalIn(data: unknown): ConnectionRefused | null {
  const { code, message, retry } = fieldsOf(data);
  if (typeof code !== 'string' || typeof message !== 'string') return null;
  return { code: code as ErrorCode, message, retry: retry !== false };
}

function parsed(body: unknown): unknown {
  if (typeof body !== 'string' || body.length > MAX_BODY) return null;
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** Fields by name, those of a class included: what a browser answers HTTP with has them there. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === 'object' && value !== null;
  return isObject ? (value as Readonly<Record<string, unknown>>) : {};
}
