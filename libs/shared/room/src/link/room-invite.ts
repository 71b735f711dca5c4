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
 * What lets people into a room: its id, and a secret that only those have who got its link. The secret is
 * private at run time, so that no log shows it; it leaves this object in a link, and as what follows
 * from it one way.
 */
export class RoomInvite {
  /** 22 characters: 16 bytes in base64url. */
  readonly id: string;
  readonly #secret: Bytes;

  private constructor(id: string, secret: Bytes) {
    this.id = id;
    this.#secret = secret;
  }

  /** An invite to a room that nobody has been in. */
  static make(): RoomInvite {
    return new RoomInvite(newRoomId(), fromBase64Url(newRoomKey()));
  }

  /**
   * Reads the two ends of a link: the last part of its path, and what follows the `#`.
   * @throws RoomInviteError `room_link_invalid` for a broken link, `room_link_unsupported` for one that
   * asks for more than this version can do.
   */
  static read(id: string, fragment: string): RoomInvite {
    if (roomIdBytes(id) === null) throw RoomInviteError.invalid('room');
    const secret = readRoomKey(linkFields(fragment).get('k'));
    if (secret === null) throw RoomInviteError.invalid('secret');
    return new RoomInvite(id, secret);
  }

  /** What follows the `#` in a link to the room; browsers send it to no server. */
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
   * What servers are told instead of the secret, which does not follow from it (docs/protocol.md, 9.10):
   * 43 characters, 32 bytes in base64url.
   */
  async access(): Promise<string> {
    const info = concat(ACCESS, fromBase64Url(this.id));
    const options = { salt: SALT, info, lengthBytes: ROOM_KEY_BYTES };
    return toBase64Url(await hkdfSha256(this.#secret, options));
  }
}
