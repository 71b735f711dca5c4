import type { ErrorCode } from '@sealwave/kernel';
import type { Failure } from './events';

/**
 * Why the gateway refuses a page. It is the `data` of the error that Socket.IO's client reports as
 * `connect_error` (docs/protocol.md, section 8). A gateway of an earlier version sends no `data`.
 */
export interface ConnectionRefused extends Failure {
  /** Whether the same request may succeed later. When false, the page stops trying. */
  readonly retry: boolean;
}

/** Longest refusal that is parsed, in characters; a gateway writes shorter ones. */
const MAX_BODY = 4096;

/**
 * Reads the refusal from a `connect_error`; null for every other error, such as a lost network. If the page
 * never reached Socket.IO, the refusal is in the HTTP response.
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

/**
 * The fields of an object by name. Getters of a class count too, because a browser's HTTP response has getters.
 */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === 'object' && value !== null;
  return isObject ? (value as Readonly<Record<string, unknown>>) : {};
}
