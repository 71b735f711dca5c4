import { randomBytes, timingSafeEqual } from 'node:crypto';
import { isJoinProof, tokenMac } from '@sealwave/node/hop';
import { parseRoomClaims, type Role, roleOf } from '@sealwave/room';

/** What admits to a room. Keys have 32 bytes. */
export interface RoomKeys {
  readonly access: Uint8Array;
  /** Admits as a moderator, and makes tokens. A sealed room has none. */
  readonly moderation?: Uint8Array;
  /** Digest of the moderators' key of a sealed room, 16 bytes. */
  readonly moderator?: Uint8Array;
}

/** What a client shows to be admitted. */
export interface Credentials {
  readonly proof?: Uint8Array;
  /** Claims of the token that the proof was made with. */
  readonly claims?: string;
}

/** The person who asks to enter, with time and connection. */
export interface EntryContext {
  /** Exporter secret of the hop. The proof is bound to it. */
  readonly exporter: Uint8Array;
  /** The identity that a ban applies to. */
  readonly person: string;
  /** Milliseconds since 1970. */
  readonly dateMs: number;
  /** The id that follows from the terms in a `create`; null, or missing, for any other request. */
  readonly describedRoomId?: string | null;
}

/** The role that a client is admitted in, and for how long. */
export interface Grant {
  readonly role: Role;
  /** Nonce of the token that admits the client; null without one. */
  readonly token: string | null;
  /** When the admission ends, in milliseconds since 1970. */
  readonly endsAtMs: number;
}

/** Stands in for a missing key. Its absence then takes the same time as a wrong proof. */
const NO_KEY = randomBytes(32);

const granted = (role: Role): Grant => ({ role, token: null, endsAtMs: Infinity });

/** The grant of a client that has just created the room. */
export function creatorGrant({ moderation }: RoomKeys): Grant {
  return granted(moderation ? 'moderator' : 'member');
}

/** Decides who may enter a room, and in which role. */
export class RoomAccess {
  private readonly banned = new Set<string>();
  /** Key that makes tokens; null while the server does not know it. */
  private tokenKey: Uint8Array | null;

  /**
   * @param room the room's id.
   * @param keys null for the lobby, which is open and has no moderators.
   */
  constructor(
    private readonly room: string,
    private readonly keys: RoomKeys | null,
  ) {
    this.tokenKey = keys?.moderation ?? null;
  }

  /** Whether everybody may enter. */
  get isOpen(): boolean {
    return this.keys === null;
  }

  /** Whether the room can have moderators. */
  get isModerated(): boolean {
    return this.keys?.moderation !== undefined;
  }

  /** The grant of these credentials; null if they open nothing. */
  grant(credentials: Credentials, context: EntryContext): Grant | null {
    if (this.keys === null) return granted('member');
    const { access, moderation = NO_KEY } = this.keys;
    const tokenKey = this.tokenKey ?? NO_KEY;
    const token =
      credentials.claims === undefined ? NO_KEY : tokenMac(tokenKey, credentials.claims);
    // Always checks all keys, so that the time reveals nothing.
    const [knowsLink, moderates, hasToken] = [access, moderation, token].map(
      (key) =>
        credentials.proof !== undefined && isJoinProof(credentials.proof, key, context.exporter),
    );
    if (moderates) return granted('moderator');
    if (this.banned.has(context.person)) return null;
    if (knowsLink) return granted('member');
    return hasToken ? this.grantOfToken(credentials.claims ?? '', context.dateMs) : null;
  }

  /** Admits holders of tokens from now on. `tokenKey`, 32 bytes, must have made the tokens. */
  acceptTokens(tokenKey: Uint8Array): void {
    this.tokenKey = tokenKey;
  }

  /** Whether this is the access key that the link of the room has. */
  matchesAccessKey(access: Uint8Array): boolean {
    return this.keys !== null && timingSafeEqual(this.keys.access, access);
  }

  /** The grant of a client that creates this room a second time. Null if it has another key, or is banned. */
  grantCreator({ access, moderation }: RoomKeys, person: string): Grant | null {
    if (!this.matchesAccessKey(access)) return null;
    if (moderation && this.keys?.moderation) {
      if (timingSafeEqual(this.keys.moderation, moderation)) return granted('moderator');
    }
    return this.banned.has(person) ? null : granted('member');
  }

  /**
   * Bans a person, and the holder of a token.
   * @param person null to ban only the token.
   * @param token the token's nonce; null without one.
   */
  ban(person: string | null, token: string | null): void {
    if (person !== null) this.banned.add(person);
    if (token !== null) this.banned.add(tokenName(token));
  }

  /** The grant of a token. Its holder has proved that the token was issued here. */
  private grantOfToken(text: string, dateMs: number): Grant | null {
    const claims = parseRoomClaims(text);
    if (claims?.room !== this.room || this.banned.has(tokenName(claims.nonce))) return null;
    const endsAtMs = claims.expiresAt * 1000;
    const role = roleOf(claims.rights);
    return role && endsAtMs > dateMs ? { role, token: claims.nonce, endsAtMs } : null;
  }
}

/**
 * The entry of a token in the list of bans. It differs from every person, whose names begin with `address` or
 * `visitor`.
 */
function tokenName(nonce: string): string {
  return `token ${nonce}`;
}
