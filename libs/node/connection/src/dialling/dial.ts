import { connect, type Socket } from 'node:net';
import { ErrorCode } from '@sealwave/kernel';
import { ConnectionError } from './connection-error';
import type { Target } from './target';

/**
 * Opens a TCP connection.
 * @throws ConnectionError with code `unreachable` when the attempt fails, takes too long or is aborted.
 */
export async function dial(
  target: Target,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Socket> {
  const socket = connect({ host: target.host, port: target.port, noDelay: true });
  const expiry = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const abort = () => socket.destroy(new Error('aborted'));
  expiry.addEventListener('abort', abort, { once: true });
  if (expiry.aborted) abort();
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return socket;
  } catch (cause) {
    socket.destroy();
    const text = `the voice server at ${target.host}:${target.port} cannot be reached`;
    throw new ConnectionError(ErrorCode.Unreachable, text, {}, { cause });
  } finally {
    expiry.removeEventListener('abort', abort);
  }
}
