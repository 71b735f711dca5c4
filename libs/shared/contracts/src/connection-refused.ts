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

/** What a `connect_error` says of the refusal; null for every other error, such as a lost network. */
export function connectionRefused(error: unknown): ConnectionRefused | null {
  const data = fieldsOf(fieldsOf(error)['data']);
  const { code, message, retry } = data;
  if (typeof code !== 'string' || typeof message !== 'string') return null;
  return { code: code as ErrorCode, message, retry: retry !== false };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
