import { isSealedRecording, readSealedRecording } from '@sealwave/e2ee';
import type { Bytes } from '@sealwave/kernel';
import { type UnlockProblem, unlockProblemOf } from '../unlock/unlock-problem';

/** How to treat a message, judged by its bytes before its labels. */
export type MessageClass =
  | { readonly kind: 'plain' | 'foreign' }
  /** `problem` is set when no code can ever unlock it. */
  | { readonly kind: 'locked'; readonly problem: UnlockProblem | null };

/**
 * Separates messages that play as they are from sealed ones. Sealed bytes arrive as a WAVE file, which would
 * play as loud noise, so a message that looks sealed, or that its sender declares sealed, never counts as
 * plain.
 * @param encrypted the sender's declaration.
 */
export function classifyMessage(
  audio: Bytes,
  { format, encrypted }: { readonly format: 'wav' | 'opaque'; readonly encrypted: boolean },
): MessageClass {
  if (isSealedRecording(audio)) return { kind: 'locked', problem: problemAtSight(audio) };
  return { kind: format === 'wav' && !encrypted ? 'plain' : 'foreign' };
}

function problemAtSight(file: Bytes): UnlockProblem | null {
  try {
    const { mode, data } = readSealedRecording(file);
    if (data.length === 0) return 'damaged';
    return mode === 'code' ? null : 'unsupported';
  } catch (error) {
    return unlockProblemOf(error);
  }
}
