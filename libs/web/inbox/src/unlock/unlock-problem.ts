import { SealedRecordingError, UnlockCodeError } from '@sealwave/e2ee';
import { ErrorCode } from '@sealwave/kernel';

/** Why a sealed recording is still locked. */
export type UnlockProblem =
  | 'mistyped'
  | 'not-a-code'
  | 'wrong-code'
  /** The code belongs to another message in the inbox. It unlocked that one. */
  | 'opened-another'
  | 'damaged'
  | 'unsupported'
  | 'insecure-page';

/** Text for each problem: what happened, and what to do. */
export const UNLOCK_PROBLEM_TEXT: Readonly<Record<UnlockProblem, string>> = {
  mistyped: $localize`There is a mistake in this code. Compare it with the one that you were given, or copy it again.`,
  'not-a-code': $localize`That's not a code. Codes look like ABCD-EFGH-… (14 groups). You can paste a link, too.`,
  'wrong-code': $localize`Wrong code: it belongs to another message. Ask the sender for the code of this one.`,
  'opened-another': $localize`That code unlocked a different message.`,
  damaged: $localize`This message is damaged: it is not as its sender sealed it. No code opens it, and nothing of it was played.`,
  unsupported: $localize`This message was sealed in a way that this page does not know yet. Save it, and open it with the program of its sender.`,
  'insecure-page': $localize`Browsers unlock messages only on secure pages. Use an address that starts with https://, or http://localhost on this machine.`,
};

/** Problems that no code can solve. */
export const FINAL_PROBLEMS: readonly UnlockProblem[] = ['damaged', 'unsupported'];

const BY_CODE: Partial<Record<ErrorCode, UnlockProblem>> = {
  [ErrorCode.UnlockCodeMistyped]: 'mistyped',
  [ErrorCode.UnlockCodeInvalid]: 'not-a-code',
  [ErrorCode.WrongUnlockCode]: 'wrong-code',
  [ErrorCode.SealedRecordingDamaged]: 'damaged',
  [ErrorCode.SealedRecordingUnsupported]: 'unsupported',
};

/**
 * Translates an error during unlocking into a problem that a person understands.
 * @throws the error itself unless it came from reading a code or opening a recording.
 */
export function unlockProblemOf(error: unknown): UnlockProblem {
  const expected = error instanceof UnlockCodeError || error instanceof SealedRecordingError;
  const problem = expected ? BY_CODE[error.code] : undefined;
  if (problem === undefined) throw error;
  return problem;
}
