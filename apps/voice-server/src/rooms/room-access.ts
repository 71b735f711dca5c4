import { randomBytes, timingSafeEqual } from 'node:crypto';
import { isJoinProof, tokenMac } from '@sealwave/node/hop';
import { parseRoomClaims, type Role, roleOf } from '@sealwave/room';

/** Keys that admit to a room, 32 bytes each; `moderation`, if there is one, admits as a moderator. */
export interface RoomKeys {
  readonly access: Uint8Array;
  readonly moderation?: Uint8Array;
}

/** What a client shows to be admitted. */
export interface Shown {
  readonly proof?: Uint8Array;
  /** Claims of the token that the proof was made with. */
  readonly claims?: string;
}

/** The client, the time and the connection of a request to enter. */
export interface Asking {
  /** Exporter secret of the hop, to which the proof is bound. */
  readonly exporter: Uint8Array;
  /** Identity that bans apply to. */
  readonly person: string;
  /** Milliseconds since 1970. */
  readonly dateMs: number;
}

/** The terms on which a client is admitted. */
export interface Permit {
  readonly role: Role;
  /** Nonce of its token; null without one. */
  readonly token: string | null;
  /** When the admission ends, in milliseconds since 1970. */
  readonly endsAtMs: number;
}

/** Stands in for a missing key, so that its absence takes the same time as a wrong proof. */
const NO_KEY = randomBytes(32);

const permit = (role: Role): Permit => ({ role, token: null, endsAtMs: Infinity });

/** The grant of a client that has just created a room. */
export function permitOfMaker({ moderation }: RoomKeys): Permit {
  return permit(moderation ? 'moderator' : 'member');
}

/** Decides who may enter a room, and in which role. */
export class RoomAccess {
  private readonly shutOut = new Set<string>();

  /**
   * @param room the room's id.
   * @param keys null for the lobby, which is open and has no moderators.
   */
  constructor(
    private readonly room: string,
    private readonly keys: RoomKeys | null,
  ) {}

  /** Whether everybody may enter. */
  get isOpen(): boolean {
    return this.keys === null;
  }

  /** Whether the room can have moderators. */
  get isModerated(): boolean {
    return this.keys?.moderation !== undefined;
  }

  /** The grant for these credentials; null if they admit nobody. */
  permit(shown: Shown, asking: Asking): Permit | null {
    if (this.keys === null) return permit('member');
    const { access, moderation = NO_KEY } = this.keys;
    const token = shown.claims === undefined ? NO_KEY : tokenMac(moderation, shown.claims);
    // Always checks all keys, so that the time reveals nothing.
    const [knowsLink, moderates, hasToken] = [access, moderation, token].map(
      (key) => shown.proof !== undefined && isJoinProof(shown.proof, key, asking.exporter),
    );
    if (moderates) return permit('moderator');
    if (this.shutOut.has(asking.person)) return null;
    if (knowsLink) return permit('member');
    return hasToken ? this.permitOf(shown.claims ?? '', asking.dateMs) : null;
  }

  /** Whether `access` is the room's access key. */
  opensTo(access: Uint8Array): boolean {
    return this.keys !== null && timingSafeEqual(this.keys.access, access);
  }

  /** The grant for a client that creates this room again; null if it may not enter. */
  permitMaker({ access, moderation }: RoomKeys, person: string): Permit | null {
    if (!this.opensTo(access)) return null;
    if (moderation && this.keys?.moderation) {
      if (timingSafeEqual(this.keys.moderation, moderation)) return permit('moderator');
    }
    return this.shutOut.has(person) ? null : permit('member');
  }

  /**
   * Bans a person, and the holder of a token.
   * @param token the token's nonce; null without one.
   */
  ban(person: string, token: string | null): void {
    this.shutOut.add(person);
    if (token !== null) this.shutOut.add(tokenName(token));
  }

  /** The grant of a token that the client proved to hold; null if it is not valid here. */
  private permitOf(text: string, dateMs: number): Permit | null {
    const claims = parseRoomClaims(text);
    if (claims?.room !== this.room || this.shutOut.has(tokenName(claims.nonce))) return null;
    const endsAtMs = claims.expiresAt * 1000;
    const role = roleOf(claims.rights);
    return role && endsAtMs > dateMs ? { role, token: claims.nonce, endsAtMs } : null;
  }
}

/**
 * The entry of a token in the list of bans. It cannot equal a person, whose names begin with `address` or
 * `visitor`.
 */
function tokenName(nonce: string): string {
  return `token ${nonce}`;
}
