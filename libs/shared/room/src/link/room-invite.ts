import { hkdfSha256 } from '@sealwave/crypto';
import { type Bytes, concat, fromBase64Url, toBase64Url } from '@sealwave/kernel';
import { RoomInviteError } from './room-invite-error';
import { newRoomId, roomIdBytes } from './room-id';
import { newRoomKey, readRoomKey, ROOM_KEY_BYTES } from './room-key';
import { fragmentWith, linkFields, roomLink } from './link-fragment';

const label = (text: string): Bytes => new TextEncoder().encode(text);
const SALT = label('svc-e2ee-v1');
const ACCESS = label('svc-e2ee-v1 access\0');

/**
 * The content of a room link: the room's id, and a secret that only people with the link have. The secret is
 * private at run time, so that no log reveals it; it leaves this object only inside a link, or as the access
 * key derived from it.
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
   * Reads the two ends of a link.
   * @param id the last part of its path.
   * @param fragment what follows the `#`.
   * @throws RoomInviteError `room_link_invalid` for a broken link, `room_link_unsupported` for one that needs
   * a later version.
   */
  static read(id: string, fragment: string): RoomInvite {
    if (roomIdBytes(id) === null) throw RoomInviteError.invalid('room');
    const secret = readRoomKey(linkFields(fragment).get('k'));
    if (secret === null) throw RoomInviteError.invalid('secret');
    return new RoomInvite(id, secret);
  }

  /** What follows the `#` in a link to the room. Browsers do not send it to servers. */
  get fragment(): string {
    return fragmentWith('k', toBase64Url(this.#secret));
  }

  /**
   * The link to hand on: `<base>r/<id>#v=1&k=<secret>`.
   * @param baseUrl address that the pages are below; it ends in a slash.
   * @throws TypeError when it is not an absolute URL.
   */
  link(baseUrl: string): string {
    return roomLink(baseUrl, this.id, this.fragment);
  }

  /**
   * Derives the access key, which servers get instead of the secret and which does not reveal it
   * (docs/protocol.md, 9.10).
   * @returns 32 bytes as 43 characters of base64url.
   */
  async access(): Promise<string> {
    const info = concat(ACCESS, fromBase64Url(this.id));
    const options = { salt: SALT, info, lengthBytes: ROOM_KEY_BYTES };
    return toBase64Url(await hkdfSha256(this.#secret, options));
  }
}
