import { VoiceError } from '@sealwave/kernel';

/** The host is another machine, has no such name, or its name cannot be looked up. */
const NO_SUCH_HOST = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'];

/** Why a server did not start, in a sentence; what is not foreseen comes back as it is. */
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
