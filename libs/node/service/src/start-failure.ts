import { VoiceError } from '@sealwave/kernel';

/** Why a server did not start, in a sentence; what is not foreseen comes back as it is. */
export function startFailure(error: unknown): unknown {
  if (error instanceof VoiceError) return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is in use by another program`;
  if (code === 'EACCES') return `this account may not listen on port ${port}`;
  if (code === 'EADDRNOTAVAIL') return 'the configured host is not an address of this machine';
  return error;
}
