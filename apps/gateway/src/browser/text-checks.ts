import type { TextForm } from '@sealwave/kernel';
import {
  describeDisplayNameProblem,
  displayNameProblem,
  isDisplayName,
  isRoomCredential,
} from '@sealwave/room';
import { ValidateBy } from 'class-validator';

/**
 * Validates a text, its length first.
 * @param message what the text must be.
 */
export function IsText(form: TextForm, message: string): PropertyDecorator {
  return ValidateBy({
    name: 'isText',
    validator: { validate: (value) => form.matches(value), defaultMessage: () => message },
  });
}

/** Validates a display name. */
export function IsDisplayName(): PropertyDecorator {
  return ValidateBy({
    name: 'isDisplayName',
    validator: {
      validate: (value) => typeof value === 'string' && isDisplayName(value),
      defaultMessage: (failed) => nameProblem(failed?.value),
    },
  });
}

/** Validates a room's credential. */
export function IsRoomCredential(): PropertyDecorator {
  return ValidateBy({
    name: 'isRoomCredential',
    validator: {
      validate: (value) => isRoomCredential(value),
      defaultMessage: () =>
        'room must be {id, access, moderation?}, {id, access, flags, moderator} or {id, claims, mac}; ids are 22 or 24 and keys 43 base64url characters',
    },
  });
}

/** Why `name` is not a display name. The text does not repeat the name. */
function nameProblem(name: unknown): string {
  const problem = typeof name === 'string' ? displayNameProblem(name) : null;
  return problem === null ? 'name must be a text' : describeDisplayNameProblem(problem);
}
