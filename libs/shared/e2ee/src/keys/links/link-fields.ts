import { COMPRESSED_POINT_BYTES } from '@sealwave/crypto';
import { type Bytes, decodeBase64UrlOfLength, TextForm, toBase64Url } from '@sealwave/kernel';
import {
  areRoomFlags,
  isSealedRoomId,
  MODERATOR_DIGEST_BYTES,
  parseRoomClaims,
} from '@sealwave/room';
import { RoomLinkError, type RoomLinkPart } from './room-link-error';

const VERSION = '2';
const KEY_BYTES = 32;
/** The id of a room in links of version 1. */
const OLD_ID = new TextForm(22, /^[\w-]{22}$/);
const LATER_VERSION = new TextForm(4, /^[1-9]\d*$/);
const FLAGS = new TextForm(2, /^[\da-f]{2}$/);
/** The longest text that may follow the `#`; our links are far shorter. */
const MAX_FRAGMENT = 4096;

/** The fields that every link has. */
export interface LinkTerms {
  readonly id: string;
  readonly flags: number;
  readonly moderator: Bytes;
}

/** The fields of a member's link. With `scalar`, it is a moderator's link. */
export interface MemberFields extends LinkTerms {
  readonly secret: Bytes;
  readonly scalar: Bytes | null;
}

/** The fields of a link to listen. */
export interface ListenerFields extends LinkTerms {
  readonly listen: Bytes;
  /** Compressed. */
  readonly speakPoint: Bytes;
  readonly claims: string;
  readonly tokenMac: Bytes;
}

/**
 * Reads the id and the fragment of a link. Does not check whether its fields belong together. Unknown fields
 * are ignored.
 * @param id the last part of its path.
 * @param fragment what follows the `#`, with it or without.
 * @throws RoomLinkError
 */
export function readLinkFields(id: string, fragment: string): MemberFields | ListenerFields {
  if (fragment.length > MAX_FRAGMENT) throw RoomLinkError.invalid('version');
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  requireVersion(id, fields.get('v'));
  if (!isSealedRoomId(id)) throw RoomLinkError.invalid('room');
  const terms: LinkTerms = {
    id,
    flags: flagsOf(fields.get('f')),
    moderator: bytesOf(fields.get('p'), MODERATOR_DIGEST_BYTES, 'moderator'),
  };
  if (!fields.has('k') && fields.has('l')) return { ...terms, ...listenerPart(id, fields) };
  const scalar = fields.get('d');
  return {
    ...terms,
    secret: bytesOf(fields.get('k'), KEY_BYTES, 'secret'),
    scalar: scalar === null ? null : bytesOf(scalar, KEY_BYTES, 'moderator'),
  };
}

/** Writes the fragment of a link with these fields, without the `#`. */
export function writeLinkFields(link: MemberFields | ListenerFields): string {
  const flags = link.flags.toString(16).padStart(2, '0');
  const terms = `v=${VERSION}&f=${flags}&p=${toBase64Url(link.moderator)}`;
  if ('listen' in link) {
    const { listen, speakPoint, claims, tokenMac } = link;
    const token = `${claims}.${toBase64Url(tokenMac)}`;
    return `${terms}&l=${toBase64Url(listen)}&s=${toBase64Url(speakPoint)}&t=${token}`;
  }
  const moderation = link.scalar === null ? '' : `&d=${toBase64Url(link.scalar)}`;
  return `${terms}&k=${toBase64Url(link.secret)}${moderation}`;
}

function requireVersion(id: string, version: string | null): void {
  if (version === VERSION) return;
  if (version === '1' || OLD_ID.matches(id)) throw RoomLinkError.old();
  throw LATER_VERSION.matches(version) ? RoomLinkError.newer() : RoomLinkError.invalid('version');
}

function flagsOf(text: string | null): number {
  if (!FLAGS.matches(text)) throw RoomLinkError.invalid('flags');
  const flags = parseInt(text, 16);
  if (!areRoomFlags(flags)) throw RoomLinkError.newer();
  return flags;
}

function listenerPart(id: string, fields: URLSearchParams): Omit<ListenerFields, keyof LinkTerms> {
  const token = fields.get('t') ?? '';
  const end = Math.max(token.lastIndexOf('.'), 0);
  const claims = token.slice(0, end);
  if (parseRoomClaims(claims)?.room !== id) throw RoomLinkError.invalid('token');
  return {
    listen: bytesOf(fields.get('l'), KEY_BYTES, 'secret'),
    speakPoint: bytesOf(fields.get('s'), COMPRESSED_POINT_BYTES, 'secret'),
    claims,
    tokenMac: bytesOf(token.slice(end + 1), KEY_BYTES, 'token'),
  };
}

function bytesOf(text: string | null, length: number, part: RoomLinkPart): Bytes {
  const bytes = text === null ? null : decodeBase64UrlOfLength(text, length);
  if (bytes === null) throw RoomLinkError.invalid(part);
  return bytes;
}
