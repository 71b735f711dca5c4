import { HmacSha256 } from '@sealwave/crypto';
import { fromBase64Url, toBase64Url } from '@sealwave/kernel';
import {
  encodeRoomClaims,
  parseRoomClaims,
  type RoomClaims,
  roleOf,
  tokenMessage,
} from './room-claims';
import { RoomInviteError } from './room-invite-error';
import { readRoomKey } from './room-key';
import type { RoomTerms } from './room-terms';
import { fragmentWith, linkFields, MAX_LINK_LENGTH, roomLink } from './link-fragment';

const NONCE_BYTES = 12;

/** Whether a link's fragment has a token instead of the room's secret. */
export function isTokenLink(fragment: string): boolean {
  if (fragment.length > MAX_LINK_LENGTH) return false;
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  return fields.has('t') && !fields.has('k');
}

/**
 * Admits its holder to one room for a limited time, with the rights in its claims (docs/protocol.md, section
 * 9.10). A moderator of the room issues it, without asking a server.
 */
export class RoomToken {
  /** Id of the room: 16 bytes as 22 characters of base64url. */
  readonly id: string;
  /** The claims, as text. */
  readonly claims: string;
  readonly #mac: string;
  readonly #terms: RoomTerms;

  private constructor(claims: RoomClaims, mac: string) {
    this.id = claims.room;
    this.claims = encodeRoomClaims(claims);
    this.#mac = mac;
    const role = roleOf(claims.rights) ?? 'listener';
    this.#terms = { role, expiresAtMs: claims.expiresAt * 1000 };
  }

  /**
   * Issues a token.
   * @param moderation the moderation key of the room: 43 characters, base64url.
   */
  static async issue(
    moderation: string,
    claims: Pick<RoomClaims, 'room' | 'expiresAt' | 'rights'>,
  ): Promise<RoomToken> {
    const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
    const text = encodeRoomClaims({ ...claims, nonce });
    const key = await HmacSha256.fromKey(fromBase64Url(moderation));
    const mac = await key.sign(tokenMessage(text));
    return new RoomToken({ ...claims, nonce }, toBase64Url(mac));
  }

  /**
   * Reads the id and the fragment of a link.
   * @param id the last part of its path.
   * @param fragment what follows the `#`.
   * @throws RoomInviteError as {@link RoomInvite.read} does.
   */
  static read(id: string, fragment: string): RoomToken {
    const token = linkFields(fragment).get('t') ?? '';
    const end = token.lastIndexOf('.');
    const [text, mac] = [token.slice(0, Math.max(end, 0)), token.slice(end + 1)];
    const claims = parseRoomClaims(text);
    if (claims?.room !== id || readRoomKey(mac) === null) throw RoomInviteError.invalid('token');
    return new RoomToken(claims, mac);
  }

  /** The role that the token grants, and when it expires. A token without rights counts as a listener's. */
  get terms(): RoomTerms {
    return this.#terms;
  }

  /** The MAC of its claims: 43 characters, base64url. */
  get mac(): string {
    return this.#mac;
  }

  /** The part after the `#` of a link with this token. Browsers do not send it to servers. */
  get fragment(): string {
    return fragmentWith('t', `${this.claims}.${this.#mac}`);
  }

  /**
   * Makes the link to share: `<base>r/<id>#v=1&t=<token>`.
   * @param baseUrl address that the pages are below; it ends in a slash.
   * @throws TypeError when it is not an absolute URL.
   */
  link(baseUrl: string): string {
    return roomLink(baseUrl, this.id, this.fragment);
  }
}
