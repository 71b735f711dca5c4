import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Clock, ErrorCode } from '@sealwave/kernel';
import { AddressRates } from '@sealwave/node/limits';
import type { ControlRecord } from '@sealwave/node/session';
import { CLOCK } from '../clock';
import { MemberError } from '../session/member-error';
import { VoiceServerConfig } from '../voice-server.config';
import { Room } from './room';
import type { NewsPace } from './room-news';
import { RoomTurns } from './room-turns';
import { type Asking, type Permit, permitOfMaker, type RoomKeys } from './room-access';

/** The room that is always there, and open. */
export const LOBBY = 'lobby';

/** 16 bytes in base64url, as a link has them. */
const MADE_ROOM = /^[A-Za-z0-9_-]{22}$/;

const SECONDS_PER_HOUR = 3_600;

/** A record with which somebody asks to be let in. */
export type Knock = Extract<ControlRecord, { t: 'join' | 'create' }>;

/** Stands in for a missing room, so that both cases take the same time. */
const NO_ROOM = new Room('', { access: randomBytes(32) });

/** Where somebody may go, and as what. */
export interface Entry {
  readonly room: Room;
  readonly permit: Permit;
}

/** All rooms that there are. Decides who may enter which; {@link Room} knows who is in it. */
@Injectable()
export class Rooms {
  readonly lobby: Room;
  private readonly made = new Map<string, Room>();
  /** Since when a made room is empty, in milliseconds of the clock; who is empty for longest comes first. */
  private readonly emptySince = new Map<Room, number>();
  private readonly makers: AddressRates;
  private readonly pace: NewsPace;

  constructor(
    private readonly config: VoiceServerConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    turns: RoomTurns,
  ) {
    this.pace = { intervalMs: config.VOICE_ROOM_NEWS_MS, turns };
    this.lobby = new Room(LOBBY, null, this.pace);
    const { VOICE_ROOMS_PER_HOUR: perHour } = config;
    this.makers = new AddressRates(perHour / SECONDS_PER_HOUR, perHour);
  }

  /** Number of rooms, the lobby excepted. */
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
    this.forgetOld();
    const entry = knock.t === 'join' ? this.find(knock, asking) : this.make(knock, asking);
    const { room, permit } = entry;
    if (!room.hasPlaceFor(permit.role))
      throw new MemberError(ErrorCode.RoomFull, 'the room is full');
    this.emptySince.delete(room);
    return entry;
  }

  private find(knock: Knock & { t: 'join' }, asking: Asking): Entry {
    const room = knock.room === LOBBY ? this.lobby : this.made.get(knock.room);
    const permit = (room ?? NO_ROOM).access.permit(knock, asking);
    if (!permit || !room) throw denied();
    return { room, permit };
  }

  private make(
    { room: id, access, moderation }: Knock & { t: 'create' },
    { person }: Asking,
  ): Entry {
    const keys = { access, ...(moderation && { moderation }) };
    const existing = this.withoutUnmoderated(id, keys);
    // After a restart of the server, the second to come meets the room that the first one made.
    const permit = existing?.access.permitMaker(keys, person);
    if (existing && permit) return { room: existing, permit };
    if (this.config.VOICE_ROOM_CREATE !== 'any' || !MADE_ROOM.test(id)) throw denied();
    // Before anything is said of the room: the answer does not tell whether there is one.
    if (!this.makers.tryTake(person, this.clock.now())) throw tooMany();
    if (existing || !this.makePlace()) throw denied();
    // An empty room is kept for a while, for those who come back.
    const emptied = (): void => {
      this.emptySince.set(room, this.clock.now());
    };
    const room: Room = new Room(id, keys, this.pace, emptied);
    this.made.set(id, room);
    return { room, permit: permitOfMaker(keys) };
  }

  /**
   * The room of that name. One that was made again by somebody without the key of its moderators, and is empty, makes way
   * for one that has it.
   */
  private withoutUnmoderated(id: string, { access, moderation }: RoomKeys): Room | undefined {
    const room = this.made.get(id);
    const makesWay = room?.size === 0 && moderation && !room.access.isModerated;
    if (!makesWay || !room.access.opensTo(access)) return room;
    this.forget(room);
    return undefined;
  }

  private forgetOld(): void {
    const oldest = this.clock.now() - this.config.VOICE_ROOM_EMPTY_MS;
    for (const [room, since] of this.emptySince) {
      if (since > oldest) return;
      this.forget(room);
    }
  }

  /** Whether there is a place for one more, if need be that of the room that is empty for longest. */
  private makePlace(): boolean {
    const { VOICE_MAX_ROOMS: most } = this.config;
    const [emptiest] = this.emptySince.keys();
    if (this.made.size >= most && emptiest) this.forget(emptiest);
    return this.made.size < most;
  }

  private forget(room: Room): void {
    this.emptySince.delete(room);
    this.made.delete(room.id);
  }
}

function tooMany(): MemberError {
  return new MemberError(ErrorCode.RateLimited, 'too many rooms were made by one person');
}

function denied(): MemberError {
  return new MemberError(ErrorCode.JoinDenied, 'there is no such room, or no way into it');
}
