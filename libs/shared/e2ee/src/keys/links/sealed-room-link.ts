import { PublicKeyError } from '@sealwave/crypto';
import {
  compressPoint,
  decompressPoint,
  pointOfScalar,
  scalarFromWide,
  WIDE_SCALAR_BYTES,
} from '@sealwave/crypto/points';
import { type Bytes, equalConstantTime, fromBase64Url, UsageError } from '@sealwave/kernel';
import { moderatorDigest, NO_MODERATOR, type Role, ROOM_PATH, sealedRoomId } from '@sealwave/room';
import {
  type ListenerFields,
  type MemberFields,
  readLinkFields,
  writeLinkFields,
} from './link-fields';
import { linkTermsOf } from './link-terms';
import { Moderator } from '../moderation/moderator';
import { accessOf, deriveRoomKeys, listenSecret, type RoomKeys, speakingKey } from './room-keys';
import { RoomLinkError } from './room-link-error';

const SECRET_BYTES = 32;

/** What a client shows servers to enter: the terms of the room, or a token. */
export type SealedRoomCredential =
  | {
      readonly id: string;
      readonly flags: number;
      readonly access: Bytes;
      /** Digest of the moderators' key. */
      readonly moderator: Bytes;
    }
  | { readonly id: string; readonly claims: string; readonly tokenMac: Bytes };

/**
 * The link of a sealed room: the role of its holder, and all keys that follow from it. Printing it shows no
 * secret.
 */
export class SealedRoomLink {
  readonly id: string;
  /** Sum of `RoomFlag`, part of the id. */
  readonly flags: number;
  readonly role: Role;
  /** When its token ends, in milliseconds since 1970; null for a link that does not end. */
  readonly expiresAtMs: number | null;
  readonly #fields: MemberFields | ListenerFields;

  private constructor(fields: MemberFields | ListenerFields) {
    this.#fields = fields;
    this.id = fields.id;
    this.flags = fields.flags;
    const { role, expiresAtMs } = linkTermsOf(fields);
    this.role = role;
    this.expiresAtMs = expiresAtMs;
  }

  /** Makes a new room. Its maker is a moderator. @param flags sum of `RoomFlag`. */
  static async make(flags: number): Promise<SealedRoomLink> {
    const wide = crypto.getRandomValues(new Uint8Array(WIDE_SCALAR_BYTES));
    const scalar = scalarFromWide(wide);
    wide.fill(0);
    return SealedRoomLink.withNewSecret(flags, scalar);
  }

  /**
   * Reads the id and the fragment of a link. Checks that the id follows from the keys. A listener cannot check
   * the id: the moderator who issued the link chose both.
   * @param id the last part of its path.
   * @param fragment what follows the `#`.
   * @throws RoomLinkError `room_link_invalid` for a link that is broken or was changed, `room_link_unsupported`
   * for one of another version.
   */
  static async parse(id: string, fragment: string): Promise<SealedRoomLink> {
    const fields = readLinkFields(id, fragment);
    if ('listen' in fields) {
      requirePoint(fields.speakPoint);
    } else {
      await requireTogether(fields);
    }
    return new SealedRoomLink(fields);
  }

  /** Reads a whole address. @throws RoomLinkError as {@link parse} does. */
  static parseUrl({ pathname, hash }: URL): Promise<SealedRoomLink> {
    return SealedRoomLink.parse(pathname.split('/').at(-1) ?? '', hash);
  }

  /** The fragment, without the `#`. Browsers send it to no server. */
  get fragment(): string {
    return writeLinkFields(this.#fields);
  }

  /** Writes the whole link. @param baseUrl address of the pages; it ends in a slash. @throws TypeError for an invalid URL. */
  href(baseUrl: string): string {
    const url = new URL(`${ROOM_PATH}/${this.id}`, baseUrl);
    url.hash = this.fragment;
    return url.href;
  }

  /** Derives all keys that this link grants. */
  keys(): Promise<RoomKeys> {
    const fields = this.#fields;
    const { flags, moderator } = fields;
    const terms = { room: fromBase64Url(fields.id), flags, moderator };
    if (!('listen' in fields)) return deriveRoomKeys({ ...terms, secret: fields.secret });
    const speakPoint = decompressPoint(fields.speakPoint);
    return deriveRoomKeys({ ...terms, secret: { listen: fields.listen, speakPoint } });
  }

  /** Derives what servers need to admit this client. */
  async credential(): Promise<SealedRoomCredential> {
    const fields = this.#fields;
    const { id, flags, moderator } = fields;
    if ('listen' in fields) return { id, claims: fields.claims, tokenMac: fields.tokenMac };
    return { id, flags, moderator, access: await accessOf(fields.secret) };
  }

  /** The moderators' key; null unless this is a moderator's link. */
  async moderator(): Promise<Moderator | null> {
    const fields = this.#fields;
    if ('listen' in fields || fields.scalar === null) return null;
    return Moderator.of(fromBase64Url(fields.id), fields.scalar);
  }

  /**
   * Makes the link to share with members: without the moderators' key. A listener's link stays a listener's
   * link.
   */
  forMembers(): SealedRoomLink {
    const fields = this.#fields;
    return 'listen' in fields ? this : new SealedRoomLink({ ...fields, scalar: null });
  }

  /**
   * Makes a link to listen that expires; null unless this is a moderator's link.
   * @param expiresAtMs milliseconds since 1970.
   */
  async forListeners(expiresAtMs: number): Promise<SealedRoomLink | null> {
    const fields = this.#fields;
    const moderator = await this.moderator();
    if ('listen' in fields || moderator === null) return null;
    const { id, flags, secret } = fields;
    const token = await moderator.issueListenerToken(Math.floor(expiresAtMs / 1000));
    const { speakPoint } = await speakingKey(secret);
    return new SealedRoomLink({
      ...{ id, flags, moderator: fields.moderator },
      ...{ listen: await listenSecret(secret), speakPoint: compressPoint(speakPoint) },
      ...{ claims: token.claims, tokenMac: token.mac },
    });
  }

  /**
   * Makes another room with the same moderators, for when a link got into wrong hands. Null unless this is a
   * moderator's link.
   */
  async changed(): Promise<SealedRoomLink | null> {
    const fields = this.#fields;
    if ('listen' in fields || fields.scalar === null) return null;
    return SealedRoomLink.withNewSecret(fields.flags, fields.scalar);
  }

  private static async withNewSecret(flags: number, scalar: Bytes): Promise<SealedRoomLink> {
    const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
    const moderator = await moderatorDigest(pointOfScalar(scalar));
    const id = await sealedRoomId({ flags, moderator, access: await accessOf(secret) });
    return new SealedRoomLink({ id, flags, moderator, secret, scalar });
  }
}

async function requireTogether({
  id,
  flags,
  moderator,
  secret,
  scalar,
}: MemberFields): Promise<void> {
  const access = await accessOf(secret);
  if ((await sealedRoomId({ flags, access, moderator })) !== id)
    throw RoomLinkError.contradictory();
  if (scalar === null) return;
  const digest = await digestOfScalar(scalar);
  const isOfMaker = equalConstantTime(digest, moderator);
  if (!isOfMaker || equalConstantTime(moderator, NO_MODERATOR))
    throw RoomLinkError.invalid('moderator');
}

function digestOfScalar(scalar: Bytes): Promise<Bytes> {
  try {
    return moderatorDigest(pointOfScalar(scalar));
  } catch (error) {
    if (error instanceof UsageError) throw RoomLinkError.invalid('moderator');
    throw error;
  }
}

function requirePoint(compressed: Bytes): void {
  try {
    decompressPoint(compressed);
  } catch (error) {
    if (error instanceof PublicKeyError) throw RoomLinkError.invalid('secret');
    throw error;
  }
}
