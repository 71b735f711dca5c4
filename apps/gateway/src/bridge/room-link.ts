import type { RoomLink } from '@sealwave/contracts';
import { TextForm } from '@sealwave/kernel';
import type { RoomKey } from '@sealwave/node/tcp';
import { ValidateBy } from 'class-validator';
import { parseRoomClaims, ROOM_KEY_BYTES } from '@sealwave/room';

const ID = new TextForm(22, /^[\w-]{22}$/);
const KEY = new TextForm(43, /^[\w-]{43}$/);

/** Checks what a browser says of a room. */
export function IsRoomLink(): PropertyDecorator {
  return ValidateBy({
    name: 'isRoomLink',
    validator: {
      validate: (value) => isRoomLink(value),
      defaultMessage: () =>
        'room must have an id of 22 characters of base64url, and an access and perhaps a moderation of 43, or the claims and the mac of a token',
    },
  });
}

/** The same for the link to the voice server. */
export function roomKeyOf(link: RoomLink): RoomKey {
  const { id } = link;
  if (!('access' in link)) return { id, claims: link.claims, mac: keyOf(link.mac) };
  const { access, moderation } = link;
  return { id, access: keyOf(access), ...(moderation && { moderation: keyOf(moderation) }) };
}

function keyOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

function isRoomLink(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const link: Readonly<Record<string, unknown>> = { ...value };
  const { id, access, moderation, claims, mac } = link;
  if (!ID.matches(id)) return false;
  if ('access' in link) return isKey(access) && (moderation === undefined || isKey(moderation));
  return typeof claims === 'string' && parseRoomClaims(claims)?.room === id && isKey(mac);
}

/** The last character of 43 has bits to spare, which have to be zero. */
function isKey(text: unknown): boolean {
  if (!KEY.matches(text)) return false;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === ROOM_KEY_BYTES && bytes.toString('base64url') === text;
}
