import type { TextForm } from '@sealwave/kernel';
import { isPersonName } from '@sealwave/wire';
import { ValidateBy } from 'class-validator';

/** Checks a text that a browser sent; its length first. @param message what it must be. */
export function IsText(form: TextForm, message: string): PropertyDecorator {
  return ValidateBy({
    name: 'isText',
    validator: { validate: (value) => form.matches(value), defaultMessage: () => message },
  });
}

/** Checks what a person is to be called. */
export function IsPersonName(): PropertyDecorator {
  return ValidateBy({
    name: 'isPersonName',
    validator: {
      validate: (value) => typeof value === 'string' && isPersonName(value),
      defaultMessage: () => 'name must have 1 to 40 characters, and no space at either end',
    },
  });
}
