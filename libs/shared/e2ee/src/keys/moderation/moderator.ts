import { HmacSha256, type SigningKey } from '@sealwave/crypto';
import { signingKeyOfScalar } from '@sealwave/crypto/points';
import { type Bytes, toBase64Url } from '@sealwave/kernel';
import {
  encodeRoomClaims,
  moderatorProofMessage,
  type RoomClaims,
  RoomRight,
  tokenMessage,
} from '@sealwave/room';
import { type Order, signOrder } from './order';
import { tokenKey } from '../links/room-keys';

const NONCE_BYTES = 12;

/** A token: its claims and their MAC. Only moderators and the server can make the MAC. */
export interface ListenerToken {
  /** `v2.<room>.<seconds>.<rights>.<nonce>`. */
  readonly claims: string;
  readonly mac: Bytes;
}

/** The key of a room's moderators. Its private half reaches no server. */
export class Moderator {
  readonly #scalar: Bytes;

  private constructor(
    private readonly room: Bytes,
    private readonly key: SigningKey,
    scalar: Bytes,
  ) {
    this.#scalar = scalar;
  }

  /**
   * @param room the 18 bytes of its id.
   * @param scalar private half of the moderators' key, 32 bytes.
   * @throws UsageError unless it is from 1 to the order of the curve less 1.
   */
  static async of(room: Bytes, scalar: Bytes): Promise<Moderator> {
    const key = await signingKeyOfScalar(scalar);
    return new Moderator(room, key, scalar.slice());
  }

  /** The public half: an uncompressed point, 65 bytes. The creator of a room gives it to the server. */
  get point(): Bytes {
    return this.key.publicPoint;
  }

  /**
   * Proves the moderator role for one connection: a signature of 64 bytes. @param exporter of that connection.
   */
  prove(exporter: Bytes): Promise<Bytes> {
    return this.key.sign(moderatorProofMessage(this.room, exporter));
  }

  /** Signs an order. Every member can check the signature. */
  signOrder(order: Order): Promise<Bytes> {
    return signOrder(this.room, this.key, order);
  }

  /** Derives the key for making tokens: 32 bytes. The creator of a room gives it to the server. */
  tokenKey(): Promise<Bytes> {
    return tokenKey(this.#scalar, this.room);
  }

  /** Issues a token for listening without speaking. @param expiresAt seconds since 1970. */
  async issueListenerToken(expiresAt: number): Promise<ListenerToken> {
    const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
    const claims: RoomClaims = {
      room: toBase64Url(this.room),
      expiresAt,
      rights: RoomRight.Listen,
      nonce,
    };
    const text = encodeRoomClaims(claims);
    const mac = await HmacSha256.fromKey(await this.tokenKey());
    return { claims: text, mac: await mac.sign(tokenMessage(text)) };
  }
}
