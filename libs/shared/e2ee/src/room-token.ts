import { HmacSha256 } from '@sealwave/crypto';
import { concat } from '@sealwave/kernel';
import { encodeRoomClaims, parseRoomClaims, type RoomClaims } from '@sealwave/wire';
import { exactly, fromBase64Url, toBase64Url } from './base64-url';
import { RoomInviteError } from './room-invite-error';
import { fragmentWith, linkFields, MAX_LINK_LENGTH, roomLink } from './room-link';

const MAC_BYTES = 32;
const NONCE_BYTES = 12;
const utf8 = (text: string) => new TextEncoder().encode(text);
const LABEL = utf8('svc-token-v1\0');

/** Whether what follows the `#` of a link has a token, and not the secret of the room. */
export function isTokenLink(fragment: string): boolean {
  if (fragment.length > MAX_LINK_LENGTH) return false;
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  return fields.has('t') && !fields.has('k');
}

/**
 * Admits people to one room, for a time, and lets them do there what its rights say (docs/protocol.md, section 9.10). A
 * moderator of the room issues it, without asking a server.
 */
export class RoomToken {
  /** 22 characters: the room, 16 bytes in base64url. */
  readonly id: string;
  /** What it says. */
  readonly claims: string;
  readonly #mac: string;

  private constructor(id: string, claims: string, mac: string) {
    this.id = id;
    this.claims = claims;
    this.#mac = mac;
  }

  /** @param moderation what opens the room as to a moderator: 43 characters, base64url. */
  static async issue(
    moderation: string,
    claims: Pick<RoomClaims, 'room' | 'expiresAt' | 'rights'>,
  ): Promise<RoomToken> {
    const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
    const text = encodeRoomClaims({ ...claims, nonce });
    const key = await HmacSha256.fromKey(fromBase64Url(moderation));
    const mac = await key.sign(concat(LABEL, utf8(text)));
    return new RoomToken(claims.room, text, toBase64Url(mac));
  }

  /**
   * Reads the two ends of a link: the last part of its path, and what follows the `#`.
   * @throws RoomInviteError as {@link RoomInvite.read} does.
   */
  static read(id: string, fragment: string): RoomToken {
    const token = linkFields(fragment).get('t') ?? '';
    const end = token.lastIndexOf('.');
    const [claims, mac] = [token.slice(0, Math.max(end, 0)), token.slice(end + 1)];
    const isWhole = parseRoomClaims(claims)?.room === id && exactly(mac, MAC_BYTES) !== null;
    if (!isWhole) throw RoomInviteError.invalid('token');
    return new RoomToken(id, claims, mac);
  }

  /** What makes it a token: 43 characters, base64url. */
  get mac(): string {
    return this.#mac;
  }

  /** What follows the `#` in a link with it; browsers send it to no server. */
  get fragment(): string {
    return fragmentWith('t', `${this.claims}.${this.#mac}`);
  }

  /**
   * The link to hand on: `<base>r/<id>#v=1&t=<token>`.
   * @param baseUrl address that the pages are below; it ends in a slash.
   * @throws TypeError when it is not an absolute URL.
   */
  link(baseUrl: string): string {
    return roomLink(baseUrl, this.id, this.fragment);
  }
}
