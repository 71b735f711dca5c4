import { type ConnectionRefused, connectionRefused } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';

/** Codes of Engine.IO (engine.io/lib/server.ts) for a refusal before Socket.IO begins. */
const FORBIDDEN = 4;
const UNSUPPORTED_VERSION = 5;

/** The form in which gateways of earlier versions refuse a handshake. */
const CODE_AND_REASON = /^(rate_limited|not_allowed): (.+)$/s;

const OTHER_VERSION = 'the page and the gateway speak different versions of Socket.IO';

/**
 * Reads why the gateway refused this page. Null when it did not refuse, for example when the network is gone.
 * @param error what Socket.IO's client reports as `connect_error`.
 */
export function refusalIn(error: unknown): ConnectionRefused | null {
  return connectionRefused(error) ?? inHandshake(error) ?? byOldServer(error);
}

/** Reads the HTTP response that the client attaches to the error. */
function inHandshake(error: unknown): ConnectionRefused | null {
  const { code, message } = answerIn(fieldsOf(fieldsOf(error)['context'])['responseText']);
  if (code === UNSUPPORTED_VERSION) return incompatible();
  if (code !== FORBIDDEN || typeof message !== 'string') return null;
  const [, reason, text] = CODE_AND_REASON.exec(message) ?? [];
  if (reason === undefined || text === undefined) return null;
  const retry = reason === ErrorCode.RateLimited;
  return { code: retry ? ErrorCode.RateLimited : ErrorCode.NotAllowed, message: text, retry };
}

/**
 * Recognises a server before Socket.IO 3. Such a server accepts the page, and the client notices the version.
 */
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

/** Reads the fields without copying the object: XHR has its fields on its prototype. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
