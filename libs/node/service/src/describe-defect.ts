import { VoiceError } from '@sealwave/kernel';

/** Lines of the way to a defect that are logged. */
const MAX_FRAMES = 8;

/**
 * What is logged of an exception that nobody foresaw. Says where it came from, and what it is; not what it says of
 * itself, unless it is one of ours: what somebody sent may be in it.
 */
export function describeDefect(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { event: 'defect', name: typeof error };
  const { name } = error;
  const { code } = error as NodeJS.ErrnoException;
  const at = (error.stack ?? '').split('\n').map((line) => line.trim());
  return {
    event: 'defect',
    name,
    ...(typeof code === 'string' && { code }),
    ...(error instanceof VoiceError && { says: error.message }),
    at: at.filter((line) => line.startsWith('at ')).slice(0, MAX_FRAMES),
  };
}
