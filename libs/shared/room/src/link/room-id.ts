import { TextForm } from '@sealwave/kernel';

/** Regular expression for a created room's id: 16 bytes in base64url. */
export const ROOM_ID_PATTERN = String.raw`[\w-]{22}`;

const ID = new TextForm(22, new RegExp(`^${ROOM_ID_PATTERN}$`));

/** Whether `value` has the form of a created room's id. The lobby's id does not. */
export function isRoomId(value: unknown): value is string {
  return ID.matches(value);
}
