import { HandshakeError } from './session-error';

/**
 * Settles as `step` does, if that happens in time.
 * @throws HandshakeError otherwise. `step` itself continues until the connection is closed.
 */
export async function withDeadline<T>(step: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(HandshakeError.timeout(deadlineMs)), deadlineMs);
  });
  try {
    return await Promise.race([step, expiry]);
  } finally {
    clearTimeout(timer);
  }
}
