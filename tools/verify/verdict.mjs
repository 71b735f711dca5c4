/**
 * Why a step has failed, or undefined where it has not.
 *
 * A step that `counts` tests proves nothing where none has passed. Its tests may all be skipped on the machine of a
 * developer who lacks what they need, but not in CI, which is there to run them.
 * @param step whether its command `succeeded`, its `counts` of tests, whether it `mustCount` some, and whether this `isCi`.
 */
export function failureOf({ succeeded, counts, mustCount, isCi }) {
  if (!succeeded) return 'Its command has failed.';
  if (counts.failed > 0) return `${counts.failed} of its tests have failed.`;
  if (!mustCount || counts.passed > 0) return undefined;
  if (counts.skipped === 0) return 'It has counted no test.';
  return isCi ? 'Every one of its tests was skipped, which CI does not allow.' : undefined;
}
