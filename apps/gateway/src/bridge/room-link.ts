import type { RoomLink } from '@sealwave/contracts';
import { isPersonName, ROOM_KEY_BYTES } from '@sealwave/node/session';
import type { RoomKey } from '@sealwave/node/tcp';
import { ValidateBy } from 'class-validator';

const ID = /^[A-Za-z0-9_-]{22}$/;
const ACCESS = /^[A-Za-z0-9_-]{43}$/;

/** Checks what a browser says of a room. */
export function IsRoomLink(): PropertyDecorator {
  return ValidateBy({
    name: 'isRoomLink',
    validator: {
      validate: (value) => isRoomLink(value),
      defaultMessage: () =>
        'room must have an id of 22 and an access of 43 characters of base64url',
    },
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

/** The same for the link to the voice server. */
export function roomKeyOf({ id, access }: RoomLink): RoomKey {
  return { id, access: new Uint8Array(Buffer.from(access, 'base64url')) };
}

function isRoomLink(value: unknown): boolean {
  const { id, access }: { id?: unknown; access?: unknown } = Object(value);
  if (typeof id !== 'string' || typeof access !== 'string') return false;
  return ID.test(id) && ACCESS.test(access) && isCanonical(access);
}

/** The last character of 43 has bits to spare, which have to be zero. */
function isCanonical(access: string): boolean {
  const bytes = Buffer.from(access, 'base64url');
  return bytes.length === ROOM_KEY_BYTES && bytes.toString('base64url') === access;
}
