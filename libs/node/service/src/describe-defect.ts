import { VoiceError } from '@sealwave/kernel';

/** Most stack frames of a defect that are logged. */
const MAX_FRAMES = 8;

/**
 * Describes an unexpected exception for the log: its kind and where it came from. Only our own errors keep
 * their message. Other messages may contain data that a peer sent.
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
