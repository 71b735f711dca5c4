import type { TextForm } from '@sealwave/kernel';
import {
  describeDisplayNameProblem,
  displayNameProblem,
  isDisplayName,
  isRoomCredential,
} from '@sealwave/room';
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

/** Checks what a browser says of a room. */
export function IsRoomCredential(): PropertyDecorator {
  return ValidateBy({
    name: 'isRoomCredential',
    validator: {
      validate: (value) => isRoomCredential(value),
      defaultMessage: () =>
        'room must have an id of 22 characters of base64url, and an access and perhaps a moderation of 43, or the claims and the mac of a token',
    },
  });
}

/** Why nobody can be called `name`, in words that do not repeat it. */
function nameProblem(name: unknown): string {
  const problem = typeof name === 'string' ? displayNameProblem(name) : null;
  return problem === null ? 'name must be a text' : describeDisplayNameProblem(problem);
}
