import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Clock, ErrorCode } from '@sealwave/kernel';
import { AddressRates } from '@sealwave/node/limits';
import { isRoomId, isSealedRoomId, LOBBY } from '@sealwave/room';
import { CLOCK } from '../clock';
import { MemberError } from '../session/member-error';
import { VoiceServerConfig } from '../voice-server.config';
import { Room } from './room';
import type { NewsPace } from './room-news';
import { RoomTurns } from './room-turns';
import { type EntryContext, type Grant, creatorGrant, type RoomKeys } from './room-access';
import { assertSealedEntry, type EntryRequest } from './entry-request';

const SECONDS_PER_HOUR = 3_600;

/** Stands in for a missing room, so that both cases take the same time. */
const NO_ROOM = new Room('', { access: randomBytes(32) });

/** A room, and the role granted in it. */
export interface Admitted {
  readonly room: Room;
  readonly grant: Grant;
}

/** All rooms. This class decides who may enter which room. {@link Room} knows its members. */
@Injectable()
export class Rooms {
  readonly lobby: Room;
  private readonly made = new Map<string, Room>();
  /**
   * Since when each created room is empty, in milliseconds of the clock. The room that is empty for longest
   * comes first.
   */
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

  /** Number of created rooms. */
  get count(): number {
    return this.made.size;
  }

  /**
   * Finds or creates the room that a client may enter.
   * @throws MemberError with `join_denied` when there is no such room, the proof is wrong, the client is
   * banned, or nobody may create rooms; it does not say which.
   * @throws MemberError with `room_full` when the client may enter but the room is full.
   * @throws MemberError with `rate_limited` when the person created too many rooms.
   * @throws MemberError as {@link assertSealedEntry} does.
   */
  admit(request: EntryRequest, context: EntryContext): Admitted {
    this.forgetOld();
    assertSealedEntry(request);
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
    request: EntryRequest & { t: 'create' },
    { person, describedRoomId }: EntryContext,
  ): Admitted {
    const { room: id } = request;
    const keys = keysOf(request);
    if (isSealedRoomId(id) && describedRoomId !== id) throw denied();
    const existing = this.replaceUnmoderated(id, keys);
    // After a restart of the server, the second client to return finds the room that the first one created.
    const grant = existing?.access.grantCreator(keys, person);
    if (existing && grant) return { room: existing, grant };
    const isMakeable = isRoomId(id) || isSealedRoomId(id);
    if (this.config.VOICE_ROOM_CREATE !== 'any' || !isMakeable) throw denied();
    // Counts before checking the room. So the answer does not reveal whether the room exists.
    if (!this.makers.tryConsume(person, this.clock.now())) throw tooMany();
    if (existing || !this.evictOldestEmpty()) throw denied();
    // Keeps an empty room for a while, for clients that return.
    const onEmpty = (): void => {
      this.emptySince.set(room, this.clock.now());
    };
    const room: Room = new Room(id, keys, this.pace, onEmpty);
    this.made.set(id, room);
    return { room, grant: creatorGrant(keys) };
  }

  /**
   * The room with this id. Replaces an empty room without a moderation key when it is created again with one.
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

  /**
   * Makes space for another room. If needed, drops the room that is empty for longest.
   * @returns false when no room can be dropped.
   */
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

/** The keys of the room that a client wants to create. */
function keysOf({ room, access, ...keys }: EntryRequest & { t: 'create' }): RoomKeys {
  const { moderation, moderator } = keys;
  if (isSealedRoomId(room)) return { access, ...(moderator && { moderator }) };
  return { access, ...(moderation && { moderation }) };
}

function tooMany(): MemberError {
  return new MemberError(ErrorCode.RateLimited, 'one person created too many rooms');
}

function denied(): MemberError {
  return new MemberError(
    ErrorCode.JoinDenied,
    'no such room, or this link is not valid, or no longer valid',
  );
}
