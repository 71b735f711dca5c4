import { Inject, Injectable } from '@nestjs/common';
import { type Clock, ErrorCode } from '@sealwave/kernel';
import { AddressRates } from '@sealwave/node/limits';
import type { ControlRecord } from '@sealwave/node/session';
import { CLOCK } from '../clock';
import { MemberError } from '../session/member-error';
import { VoiceServerConfig } from '../voice-server.config';
import { NO_ROOM, type Role, Room } from './room';

/** The room that is always there, and open. */
export const LOBBY = 'lobby';

/** 16 bytes in base64url, as a link has them. */
const MADE_ROOM = /^[A-Za-z0-9_-]{22}$/;

const SECONDS_PER_HOUR = 3_600;

/** A record with which somebody asks to be let in. */
export type Knock = Extract<ControlRecord, { t: 'join' | 'create' }>;

/** Where somebody may go, and as what. */
export interface Entry {
  readonly room: Room;
  readonly role: Role;
}

/** Who asks, and on which connection. */
export interface Asking {
  /** Of the hop. */
  readonly exporter: Uint8Array;
  /** By which somebody is known who was banned. */
  readonly person: string;
}

/** All rooms that there are. Decides who may enter which; {@link Room} knows who is in it. */
@Injectable()
export class Rooms {
  readonly lobby = new Room(LOBBY, null);
  private readonly made = new Map<string, Room>();
  /** Since when a made room is empty, in milliseconds of the clock; who is empty for longest comes first. */
  private readonly emptySince = new Map<Room, number>();
  private readonly makers: AddressRates;

  constructor(
    private readonly config: VoiceServerConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    const { VOICE_ROOMS_PER_HOUR: perHour } = config;
    this.makers = new AddressRates(perHour / SECONDS_PER_HOUR, perHour);
  }

  /** Number of rooms besides the lobby. */
  get count(): number {
    return this.made.size;
  }

  /**
   * The room that somebody may enter.
   * @throws MemberError with `join_denied` where there is no such room, the proof is wrong, they were banned, or
   * nobody may make one, without saying which; with `room_full`, to those who may come in, where there is no place;
   * with `rate_limited` to who has made too many.
   */
  admit(knock: Knock, asking: Asking): Entry {
    const entry = knock.t === 'join' ? this.find(knock, asking) : this.make(knock, asking);
    const { room } = entry;
    if (room.isFull) throw new MemberError(ErrorCode.RoomFull, 'the room is full');
    this.emptySince.delete(room);
    return entry;
  }

  /** Notes whether a room has become empty; it is kept for a while, for those who come back. */
  left(room: Room): void {
    if (room.size === 0 && room !== this.lobby) this.emptySince.set(room, this.clock.now());
  }

  private find({ room: id, proof }: Knock & { t: 'join' }, { exporter, person }: Asking): Entry {
    const room = id === LOBBY ? this.lobby : this.made.get(id);
    const role = (room ?? NO_ROOM).roleFor(proof, exporter, person);
    if (!role || !room) throw denied();
    return { room, role };
  }

  private make(
    { room: id, access, moderation }: Knock & { t: 'create' },
    { person }: Asking,
  ): Entry {
    const keys = { access, ...(moderation && { moderation }) };
    const existing = this.made.get(id);
    // Whoever came second after a restart of the server meets the room that the first one made.
    const role = existing?.roleOfMaker(keys, person);
    if (existing && role) return { room: existing, role };
    if (this.config.VOICE_ROOM_CREATE !== 'any' || !MADE_ROOM.test(id)) throw denied();
    // Before anything is said of the room: the answer does not tell whether there is one.
    if (!this.makers.tryTake(person, this.clock.now())) throw tooMany();
    if (existing || !this.makePlace()) throw denied();
    const room = new Room(id, keys);
    this.made.set(id, room);
    return { room, role: moderation ? 'moderator' : 'member' };
  }

  /** Forgets what is empty for too long, and one room more where that leaves no place. */
  private makePlace(): boolean {
    const { VOICE_ROOM_EMPTY_MS: longest, VOICE_MAX_ROOMS: most } = this.config;
    const oldest = this.clock.now() - longest;
    for (const [room, since] of this.emptySince) {
      if (since > oldest && this.made.size < most) break;
      this.emptySince.delete(room);
      this.made.delete(room.id);
    }
    return this.made.size < most;
  }
}

function tooMany(): MemberError {
  return new MemberError(ErrorCode.RateLimited, 'too many rooms were made by one person');
}

function denied(): MemberError {
  return new MemberError(ErrorCode.JoinDenied, 'there is no such room, or no way into it');
}
