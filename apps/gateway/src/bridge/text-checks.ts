import type { TextForm } from '@sealwave/kernel';
import { describeDisplayNameProblem, displayNameProblem, isDisplayName } from '@sealwave/room';
import { ValidateBy } from 'class-validator';

/** Checks a text that a browser sent; its length first. @param message what it must be. */
export function IsText(form: TextForm, message: string): PropertyDecorator {
  return ValidateBy({
    name: 'isText',
    validator: { validate: (value) => form.matches(value), defaultMessage: () => message },
  });
}

/** Checks what a person is to be called. */
export function IsDisplayName(): PropertyDecorator {
  return ValidateBy({
    name: 'isDisplayName',
    validator: {
      validate: (value) => typeof value === 'string' && isDisplayName(value),
      defaultMessage: (failed) => nameProblem(failed?.value),
    },
  });
}

/** Why nobody can be called `name`, in words that do not repeat it. */
function nameProblem(name: unknown): string {
  const problem = typeof name === 'string' ? displayNameProblem(name) : null;
  return problem === null ? 'name must be a text' : describeDisplayNameProblem(problem);
}
