import { isSealedRecording, readSealedRecording } from '@sealwave/e2ee';
import type { Bytes } from '@sealwave/kernel';
import { type UnlockProblem, unlockProblemOf } from '../unlock/unlock-problem';

/** How a message is treated, by its bytes before its labels. */
export type MessageClass =
  | { readonly kind: 'plain' | 'foreign' }
  /** `problem` is what no code could change. */
  | { readonly kind: 'locked'; readonly problem: UnlockProblem | null };

/**
 * Tells what plays as it is from what is sealed. Sealed bytes come as a WAVE file, which would play:
 * as loud noise. So nothing that looks sealed, or that its sender says is, counts as plain.
 * @param encrypted what its sender says.
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
