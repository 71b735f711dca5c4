import type { RoomLink } from '@sealwave/contracts';
import { ROOM_KEY_BYTES } from '@sealwave/node/session';
import type { RoomKey } from '@sealwave/node/tcp';
import {
  isPersonName,
  parseRoomClaims,
  PERSON_NAME_PROBLEM,
  personNameProblem,
} from '@sealwave/wire';
import { ValidateBy } from 'class-validator';

const ID = /^[A-Za-z0-9_-]{22}$/;
const KEY = /^[A-Za-z0-9_-]{43}$/;

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

/** Checks what a person is to be called. */
export function IsPersonName(): PropertyDecorator {
  return ValidateBy({
    name: 'isPersonName',
    validator: {
      validate: (value) => typeof value === 'string' && isPersonName(value),
      defaultMessage: (failed) => nameProblem(failed?.value),
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

/** Why `name` is none, in words that do not repeat it. */
function nameProblem(name: unknown): string {
  const problem = typeof name === 'string' ? personNameProblem(name) : null;
  return problem === null ? 'name must be a text' : PERSON_NAME_PROBLEM[problem];
}

function keyOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

function isRoomLink(value: unknown): boolean {
  const link: Readonly<Record<string, unknown>> = Object(value);
  const { id, access, moderation, claims, mac } = link;
  if (typeof id !== 'string' || !ID.test(id)) return false;
  if ('access' in link) return isKey(access) && (moderation === undefined || isKey(moderation));
  return typeof claims === 'string' && parseRoomClaims(claims)?.room === id && isKey(mac);
}

/** The last character of 43 has bits to spare, which have to be zero. */
function isKey(text: unknown): boolean {
  if (typeof text !== 'string' || !KEY.test(text)) return false;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === ROOM_KEY_BYTES && bytes.toString('base64url') === text;
}
