import { type DisplayNameProblem, displayNameProblem } from '@sealwave/room';

const NAME_TEXT: Readonly<Record<DisplayNameProblem, string>> = {
  empty: $localize`Use at least one letter, number or emoji.`,
  'too-long': $localize`Use at most 40 characters.`,
  'space-at-end': $localize`Leave out the spaces at the ends.`,
  'control-character': $localize`Leave out line breaks and control characters.`,
  'broken-character': $localize`There is a damaged character in this name.`,
  direction: $localize`Leave out characters that turn the direction of text around.`,
  invisible: $localize`There is an invisible character in this name where it changes nothing.`,
  'stacked-marks': $localize`Use at most four accents on one letter.`,
};

/** Says why a name is not valid; empty if it is. */
export function nameProblemText(name: string): string {
  const problem = name === '' ? null : displayNameProblem(name);
  return problem === null ? '' : NAME_TEXT[problem];
}
