import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Clock, ErrorCode } from '@sealwave/kernel';
import { AddressRates } from '@sealwave/node/limits';
import { isRoomId, LOBBY } from '@sealwave/room';
import type { RoomRecord } from '@sealwave/room/record';
import { CLOCK } from '../clock';
import { MemberError } from '../session/member-error';
import { VoiceServerConfig } from '../voice-server.config';
import { Room } from './room';
import type { NewsPace } from './room-news';
import { RoomTurns } from './room-turns';
import { type EntryContext, type Grant, creatorGrant, type RoomKeys } from './room-access';

const SECONDS_PER_HOUR = 3_600;

/** A record with which a client asks to be admitted. */
export type EntryRequest = Extract<RoomRecord, { t: 'join' | 'create' }>;

/** Stands in for a missing room, so that both cases take the same time. */
const NO_ROOM = new Room('', { access: randomBytes(32) });

/** A room, and the role granted in it. */
export interface Admitted {
  readonly room: Room;
  readonly grant: Grant;
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
  admit(request: EntryRequest, context: EntryContext): Admitted {
    this.forgetOld();
    const admitted =
      request.t === 'join' ? this.find(request, context) : this.make(request, context);
    const { room, grant } = admitted;
    if (!room.hasPlaceFor(grant.role))
      throw new MemberError(ErrorCode.RoomFull, 'the room is full');
    this.emptySince.delete(room);
    return admitted;
  }

  private find(request: EntryRequest & { t: 'join' }, context: EntryContext): Admitted {
    const room = request.room === LOBBY ? this.lobby : this.made.get(request.room);
    const grant = (room ?? NO_ROOM).access.grant(request, context);
    if (!grant || !room) throw denied();
    return { room, grant };
  }

  private make(
    { room: id, access, moderation }: EntryRequest & { t: 'create' },
    { person }: EntryContext,
  ): Admitted {
    const keys = { access, ...(moderation && { moderation }) };
    const existing = this.replaceUnmoderated(id, keys);
    // After a restart of the server, the second to come meets the room that the first one made.
    const grant = existing?.access.grantCreator(keys, person);
    if (existing && grant) return { room: existing, grant };
    if (this.config.VOICE_ROOM_CREATE !== 'any' || !isRoomId(id)) throw denied();
    // Before anything is said of the room: the answer does not tell whether there is one.
    if (!this.makers.tryTake(person, this.clock.now())) throw tooMany();
    if (existing || !this.evictOldestEmpty()) throw denied();
    // An empty room is kept for a while, for those who come back.
    const onEmpty = (): void => {
      this.emptySince.set(room, this.clock.now());
    };
    const room: Room = new Room(id, keys, this.pace, onEmpty);
    this.made.set(id, room);
    return { room, grant: creatorGrant(keys) };
  }

  /**
   * The room of that name. One that was made again by somebody without the key of its moderators, and is empty, makes way
   * for one that has it.
   */
  private replaceUnmoderated(id: string, { access, moderation }: RoomKeys): Room | undefined {
    const room = this.made.get(id);
    const canBeReplaced = room?.size === 0 && moderation && !room.access.isModerated;
    if (!canBeReplaced || !room.access.matchesAccessKey(access)) return room;
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
  private evictOldestEmpty(): boolean {
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
