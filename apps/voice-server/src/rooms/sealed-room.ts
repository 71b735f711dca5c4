import { timingSafeEqual } from 'node:crypto';
import { PublicKeyError, verifySignature } from '@sealwave/crypto';
import { type Bytes, fromBase64Url } from '@sealwave/kernel';
import { moderatorDigest, moderatorProofMessage } from '@sealwave/room';
import type { SealedRecord } from '@sealwave/room/record';

/** A client's proof that it is a moderator. */
export type ModeratorProof = Extract<SealedRecord, { t: 'prove' }>;

/** What a member has announced. */
export interface Announced {
  /** The member's number. */
  readonly n: number;
  /** Sealed bytes. */
  readonly data: Bytes;
}

/** What the server knows of a sealed room in addition to its members (docs/protocol.md, section 9.11). */
export class SealedRoom {
  /** The latest announce of each member, by number. */
  private readonly announces = new Map<number, Bytes>();
  /** The latest refused transmission of each member, by member number. The member was told of the refusal. */
  private readonly refused = new Map<number, string>();

  /**
   * @param id the room's id.
   * @param moderator digest of the moderators' key, 16 bytes.
   */
  constructor(
    private readonly id: string,
    private readonly moderator: Uint8Array,
  ) {}

  /** What all members have announced. */
  get announced(): readonly Announced[] {
    return [...this.announces].map(([n, data]) => ({ n, data }));
  }

  /** Stores an announce of member `n` for members who join later. Replaces the earlier one. */
  keepAnnounce(n: number, data: Bytes): void {
    this.announces.set(n, data);
  }

  /** Forgets the announce of a member that has left. */
  forgetMember(n: number): void {
    this.announces.delete(n);
    this.refused.delete(n);
  }

  /**
   * Notes that a transmission of member `n` is not relayed.
   * @param id the transmission's id.
   * @returns whether the member has to be told.
   */
  refuseTransmission(n: number, id: string): boolean {
    const isNew = this.refused.get(n) !== id;
    this.refused.set(n, id);
    return isNew;
  }

  /**
   * Whether a client proves, on this connection, that it has the moderators' key of this room.
   * @param exporter exporter secret of the connection's hop, 32 bytes.
   */
  async isModerator({ point, signature }: ModeratorProof, exporter: Uint8Array): Promise<boolean> {
    if (!timingSafeEqual(await moderatorDigest(point), this.moderator)) return false;
    const message = moderatorProofMessage(fromBase64Url(this.id), new Uint8Array(exporter));
    try {
      return await verifySignature(point, message, signature);
    } catch (error) {
      // The digest in an id may be that of bytes that are not a key.
      if (error instanceof PublicKeyError) return false;
      throw error;
    }
  }
}
