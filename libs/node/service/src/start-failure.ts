import { VoiceError } from '@sealwave/kernel';

/** The host is another machine, does not exist, or cannot be looked up. */
const NO_SUCH_HOST = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'];

/** Describes in a sentence why a server did not start. Returns an unexpected error as it is. */
export function startFailure(error: unknown): unknown {
  if (error instanceof VoiceError) return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is in use by another program`;
  if (code === 'EACCES') return `this account may not listen on port ${port}`;
  if (code !== undefined && NO_SUCH_HOST.includes(code)) {
    return 'the configured host is not an address of this machine';
  }
  return error;
}
