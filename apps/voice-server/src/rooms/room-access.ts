import { randomBytes, timingSafeEqual } from 'node:crypto';
import { isJoinProof, tokenMac } from '@sealwave/node/hop';
import { parseRoomClaims, type Role, roleOf } from '@sealwave/room';

/** What a room opens to, 32 bytes each; `moderation`, where there is one, opens it as to a moderator. */
export interface RoomKeys {
  readonly access: Uint8Array;
  readonly moderation?: Uint8Array;
}

/** What somebody shows in order to be let in. */
export interface Shown {
  readonly proof?: Uint8Array;
  /** Of the token that the proof was made with. */
  readonly claims?: string;
}

/** Who asks, when, and on which connection. */
export interface Asking {
  /** Of the hop. */
  readonly exporter: Uint8Array;
  /** By which somebody is known who was banned. */
  readonly person: string;
  /** Milliseconds since 1970. */
  readonly dateMs: number;
}

/** As what somebody may come in. */
export interface Permit {
  readonly role: Role;
  /** By which their token is told from others; null for who came without one. */
  readonly token: string | null;
  /** Milliseconds since 1970, after which they may not stay. */
  readonly endsAtMs: number;
}

/** What is tried where there is no key, so that its absence takes no other time than a wrong proof. */
const NO_KEY = randomBytes(32);

const permit = (role: Role): Permit => ({ role, token: null, endsAtMs: Infinity });

/** As what somebody comes into a room that they have just made. */
export function permitOfMaker({ moderation }: RoomKeys): Permit {
  return permit(moderation ? 'moderator' : 'member');
}

/** Decides who may come into a room, and as what. */
export class RoomAccess {
  private readonly shutOut = new Set<string>();

  /**
   * @param room its id.
   * @param keys null for the lobby, which is open and has no moderators.
   */
  constructor(
    private readonly room: string,
    private readonly keys: RoomKeys | null,
  ) {}

  /** Whether everybody may come in. */
  get isOpen(): boolean {
    return this.keys === null;
  }

  /** Whether there is a way to be a moderator. */
  get isModerated(): boolean {
    return this.keys?.moderation !== undefined;
  }

  /** As what may come in who shows that; null for who may not. */
  permit(shown: Shown, asking: Asking): Permit | null {
    if (this.keys === null) return permit('member');
    const { access, moderation = NO_KEY } = this.keys;
    const token = shown.claims === undefined ? NO_KEY : tokenMac(moderation, shown.claims);
    // All are looked at always, so that the time tells nothing.
    const [knowsLink, moderates, hasToken] = [access, moderation, token].map(
      (key) => shown.proof !== undefined && isJoinProof(shown.proof, key, asking.exporter),
    );
    if (moderates) return permit('moderator');
    if (this.shutOut.has(asking.person)) return null;
    if (knowsLink) return permit('member');
    return hasToken ? this.permitOf(shown.claims ?? '', asking.dateMs) : null;
  }

  /** Whether this is what the link of the room says. */
  opensTo(access: Uint8Array): boolean {
    return this.keys !== null && timingSafeEqual(this.keys.access, access);
  }

  /** As what may come in who makes this room a second time. */
  permitMaker({ access, moderation }: RoomKeys, person: string): Permit | null {
    if (!this.opensTo(access)) return null;
    if (moderation && this.keys?.moderation) {
      if (timingSafeEqual(this.keys.moderation, moderation)) return permit('moderator');
    }
    return this.shutOut.has(person) ? null : permit('member');
  }

  /** Lets nobody in again whom the room knows as this person, or who holds this token. */
  ban(person: string, token: string | null): void {
    this.shutOut.add(person);
    if (token !== null) this.shutOut.add(tokenName(token));
  }

  /** What a token is good for whose holder has proved that it was issued here. */
  private permitOf(text: string, dateMs: number): Permit | null {
    const claims = parseRoomClaims(text);
    if (claims?.room !== this.room || this.shutOut.has(tokenName(claims.nonce))) return null;
    const endsAtMs = claims.expiresAt * 1000;
    const role = roleOf(claims.rights);
    return role && endsAtMs > dateMs ? { role, token: claims.nonce, endsAtMs } : null;
  }
}

/** No person is called that: theirs begin with `address` or `visitor`. */
function tokenName(nonce: string): string {
  return `token ${nonce}`;
}
