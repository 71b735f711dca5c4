import { hkdfSha256 } from '@sealwave/crypto';
import { type Bytes, concat, fromBase64Url, toBase64Url } from '@sealwave/kernel';
import type { Role } from '../member';
import type { RoomCredential } from './room-credential';
import { fragmentOfModerator, fragmentWith, linkFields, roomLink } from './link-fragment';
import { RoomRight } from './room-claims';
import { newRoomId, roomIdBytes } from './room-id';
import { RoomInviteError } from './room-invite-error';
import { newRoomKey, readRoomKey, ROOM_KEY_BYTES } from './room-key';
import type { RoomTerms } from './room-terms';
import { isTokenLink, RoomToken } from './room-token';

const label = (text: string): Bytes => new TextEncoder().encode(text);
const SALT = label('svc-e2ee-v1');
const ACCESS = label('svc-e2ee-v1 access\0');

/**
 * The content of a room link: the room's id and a secret. Only people with the link have the secret. The secret
 * is private at run time, so no log reveals it. It leaves this object only inside a link, or as the access key
 * derived from it.
 */
export class RoomInvite {
  /** 22 characters: 16 bytes in base64url. */
  readonly id: string;
  readonly #secret: Bytes;

  private constructor(id: string, secret: Bytes) {
    this.id = id;
    this.#secret = secret;
  }

  /** Makes an invite to a new room. */
  static make(): RoomInvite {
    return new RoomInvite(newRoomId(), fromBase64Url(newRoomKey()));
  }

  /**
   * Reads the id and the fragment of a link.
   * @param id the last part of its path.
   * @param fragment what follows the `#`.
   * @throws RoomInviteError `room_link_invalid` for a broken link, `room_link_unsupported` for one that needs a
   * later version.
   */
  static read(id: string, fragment: string): RoomInvite {
    if (roomIdBytes(id) === null) throw RoomInviteError.invalid('room');
    const secret = readRoomKey(linkFields(fragment).get('k'));
    if (secret === null) throw RoomInviteError.invalid('secret');
    return new RoomInvite(id, secret);
  }

  /** The part of a link after the `#`. Browsers do not send it to servers. */
  get fragment(): string {
    return fragmentWith('k', toBase64Url(this.#secret));
  }

  /**
   * Makes the link to share: `<base>r/<id>#v=1&k=<secret>`.
   * @param baseUrl address that the pages are below; it ends in a slash.
   * @throws TypeError when it is not an absolute URL.
   */
  link(baseUrl: string): string {
    return roomLink(baseUrl, this.id, this.fragment);
  }

  /**
   * Derives the access key (docs/protocol.md, 9.10). Servers get it instead of the secret, and it does not
   * reveal the secret.
   * @returns 32 bytes as 43 characters of base64url.
   */
  async access(): Promise<string> {
    const info = concat(ACCESS, fromBase64Url(this.id));
    const options = { salt: SALT, info, lengthBytes: ROOM_KEY_BYTES };
    return toBase64Url(await hkdfSha256(this.#secret, options));
  }
}

/** How long a listen-only link is valid, in seconds. */
const LISTENING_SECONDS = 24 * 60 * 60;

/** A room, and what the holder of a link may do there. */
export type RoomCapability = InviteCapability | TokenCapability;

/** The capability of a person with the room's own link. */
export interface InviteCapability {
  readonly id: string;
  readonly invite: RoomInvite;
  /** The moderation key, 43 characters; null unless this person created the room. */
  readonly moderation: string | null;
}

/** The capability of a person with a token. */
export interface TokenCapability {
  readonly id: string;
  readonly token: RoomToken;
}

/** Makes a new room with a moderation key, for the person who creates it. */
export function makeRoom(): InviteCapability {
  const invite = RoomInvite.make();
  return { id: invite.id, invite, moderation: newRoomKey() };
}

/**
 * Reads a room link.
 * @param id the last part of its path.
 * @param fragment what follows the `#`.
 * @throws RoomInviteError `room_link_invalid` for a broken link, `room_link_unsupported` for one that needs a
 * later version.
 */
export function parseRoomLink(id: string, fragment: string): RoomCapability {
  if (isTokenLink(fragment)) return { id, token: RoomToken.read(id, fragment) };
  const invite = RoomInvite.read(id, fragment);
  const moderation = linkFields(fragment).get('t');
  return { id, invite, moderation: readRoomKey(moderation) === null ? null : moderation };
}

/**
 * Reads a room link that is given as a complete URL.
 * @throws RoomInviteError as {@link parseRoomLink} does.
 */
export function parseRoomUrl({ pathname, hash }: URL): RoomCapability {
  return parseRoomLink(pathname.split('/').at(-1) ?? '', hash);
}

/**
 * Returns the known link's capability if it extends `capability`, for example by moderation. Otherwise returns
 * `capability`.
 * @param known the fragment of a link that the person already has; null without one.
 */
export function strongerOf(capability: RoomCapability, known: string | null): RoomCapability {
  const isStronger = known?.startsWith(`${fragmentOf(capability)}&`);
  return known !== null && isStronger ? parseRoomLink(capability.id, known) : capability;
}

/** The part after the `#` of a link with exactly this capability. */
export function fragmentOf(capability: RoomCapability): string {
  if ('token' in capability) return capability.token.fragment;
  const { invite, moderation } = capability;
  return moderation === null ? invite.fragment : fragmentOfModerator(invite.fragment, moderation);
}

/** Makes the credential that a client shows to servers. */
export async function credentialOf(capability: RoomCapability): Promise<RoomCredential> {
  const { id } = capability;
  if ('token' in capability)
    return { id, claims: capability.token.claims, mac: capability.token.mac };
  const { invite, moderation } = capability;
  return { id, access: await invite.access(), ...(moderation !== null && { moderation }) };
}

/** The terms of the capability. They contain only what is known without a server. */
export function termsOf(capability: RoomCapability): RoomTerms {
  if ('token' in capability) return capability.token.terms;
  return { role: capability.moderation === null ? 'member' : 'moderator', expiresAtMs: null };
}

/**
 * Makes a link that grants `role` in the room and no more.
 * @param baseUrl address that the pages are below; it ends in a slash.
 * @throws TypeError when it is not an absolute URL.
 */
export async function linkFor(
  { id, invite, moderation }: InviteCapability,
  role: Role,
  baseUrl: string,
): Promise<string> {
  if (moderation === null || role === 'member') return invite.link(baseUrl);
  if (role === 'listener') return (await listeningToken(id, moderation)).link(baseUrl);
  return roomLink(baseUrl, id, fragmentOfModerator(invite.fragment, moderation));
}

/** Issues a token for listening without speaking. The token lasts a day. */
async function listeningToken(room: string, moderation: string): Promise<RoomToken> {
  const expiresAt = Math.floor(Date.now() / 1000) + LISTENING_SECONDS;
  return RoomToken.issue(moderation, { room, expiresAt, rights: RoomRight.Listen });
}
