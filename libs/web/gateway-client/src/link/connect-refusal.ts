import { type ConnectionRefused, connectionRefused } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';

/** Numbers of Engine.IO (engine.io/lib/server.ts) for what it refuses before Socket.IO begins. */
const FORBIDDEN = 4;
const UNSUPPORTED_VERSION = 5;

/** What gateways of earlier versions put into the answer to a handshake. */
const CODE_AND_REASON = /^(rate_limited|not_allowed): (.+)$/s;

const OTHER_VERSION = 'the page and the gateway speak different versions of Socket.IO';

/**
 * Why the gateway did not let this page in; null where nobody refused anything, as when the network is gone.
 * @param error what Socket.IO's client reports as `connect_error`.
 */
export function refusalIn(error: unknown): ConnectionRefused | null {
  return connectionRefused(error) ?? inHandshake(error) ?? byOldServer(error);
}

/** The answer to an HTTP request, which the client hands on with the error. */
function inHandshake(error: unknown): ConnectionRefused | null {
  const { code, message } = answerIn(fieldsOf(fieldsOf(error)['context'])['responseText']);
  if (code === UNSUPPORTED_VERSION) return incompatible();
  if (code !== FORBIDDEN || typeof message !== 'string') return null;
  const [, reason, text] = CODE_AND_REASON.exec(message) ?? [];
  if (reason === undefined || text === undefined) return null;
  const retry = reason === ErrorCode.RateLimited;
  return { code: retry ? ErrorCode.RateLimited : ErrorCode.NotAllowed, message: text, retry };
}

/** A server before Socket.IO 3 lets the page in and says nothing of what the page needs; the client notices. */
function byOldServer(error: unknown): ConnectionRefused | null {
  const isOld = error instanceof Error && error.message.includes('Socket.IO server in v2');
  return isOld ? incompatible() : null;
}

function incompatible(): ConnectionRefused {
  return { code: ErrorCode.ProtocolError, message: OTHER_VERSION, retry: false };
}

function answerIn(text: unknown): Readonly<Record<string, unknown>> {
  try {
    return typeof text === 'string' ? fieldsOf(JSON.parse(text)) : {};
  } catch {
    // A proxy on the way answers in HTML.
    return {};
  }
}

/** XHR has its fields in its prototype, so they are read and not copied. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
