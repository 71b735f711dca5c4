import { isRoomCredential } from '@sealwave/room';
import { ValidateBy } from 'class-validator';

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
