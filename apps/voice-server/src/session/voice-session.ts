import { randomBytes } from 'node:crypto';
import { SealRejectedError } from '@sealwave/crypto';
import { ErrorCode, runInBackground, VoiceError } from '@sealwave/kernel';
import {
  CAPABILITY_NAMES,
  capabilitiesOf,
  encodeCapabilities,
  parseCapabilities,
  takesMessages,
} from '@sealwave/message';
import {
  type ControlRecord,
  encodeControl,
  type HopCipher,
  openMessage,
  SealedSendQueue,
  parseControl,
} from '@sealwave/node/hop';
import { asVoiceError, type FrameSocket } from '@sealwave/node/connection';
import type { Member, Moderation } from '@sealwave/room';
import { type Frame, FrameType } from '@sealwave/wire';
import type { Occupant } from '../rooms/occupant';
import type { Room } from '../rooms/room';
import type { RoomMember } from '../rooms/room-member';
import { FailedChecks } from './failed-checks';
import { type FanOut, FanOutCount } from './fan-out';
import { MemberError } from './member-error';

/** Counters of a session, logged at its end. */
export interface SessionTotals {
  messagesIn: number;
  bytesIn: number;
  messagesOut: number;
  bytesOut: number;
  dropped: number;
}

/** Frames of unknown types after which the connection is closed. */
const MAX_UNKNOWN_FRAMES = 10;
/** Records that belong before a session begins, or that only the server sends. */
const OUT_OF_PLACE: readonly string[] = [
  'join',
  'create',
  'joined',
  'here',
  'gone',
  'sent',
  'muted',
];

/** Frame types that belong before a session begins, or nowhere. */
const HANDSHAKE_TYPES: readonly number[] = [FrameType.PublicKey, FrameType.Salt, FrameType.Hello];

/** A client after its handshake (docs/protocol.md, section 6.2). */
export class VoiceSession implements Occupant {
  /** Random; for the log only. */
  readonly id = randomBytes(6).toString('hex');
  readonly totals: SessionTotals = {
    messagesIn: 0,
    bytesIn: 0,
    messagesOut: 0,
    bytesOut: 0,
    dropped: 0,
  };
  private readonly outbox: SealedSendQueue;
  /** The room that it is in; null before it is admitted. */
  room: Room | null = null;
  private readonly caused = new FanOutCount();
  private announced = false;
  private numbered = false;
  private left = false;
  private removal: MemberError | null = null;
  private unknownFrames = 0;
  private readonly failures = new FailedChecks();

  constructor(
    private readonly frames: FrameSocket,
    private readonly cipher: HopCipher,
  ) {
    this.outbox = new SealedSendQueue(frames, cipher);
  }

  /** Whether the hop is secured: records are bound to their order, and the server proved its identity. */
  get isSecured(): boolean {
    return this.cipher.isSecured;
  }

  /** Whether the client announced that it supports native messages. */
  get takesMessages(): boolean {
    return this.announced;
  }

  /** Whether the client of a secured hop said goodbye; an end without it is an interruption. */
  get hasLeft(): boolean {
    return this.left;
  }

  /** Aborts when its connection has ended. */
  get ended(): AbortSignal {
    return this.frames.ended;
  }

  /** Whether the client wants each message with its sender's number. */
  get takesSenders(): boolean {
    return this.numbered;
  }

  /** Stores what the client of a secured hop announced about itself. */
  introduce(caps: readonly string[]): void {
    const capabilities = capabilitiesOf(caps);
    this.announced = takesMessages(capabilities);
    this.numbered = capabilities.senders;
  }

  /** Tells the client of a secured hop that it was admitted, with the members and our capabilities. */
  admit({ n: you, role }: RoomMember, members: readonly Member[]): void {
    const moderator = role === 'moderator';
    this.tell({ t: 'joined', caps: CAPABILITY_NAMES, you, members, moderator });
  }

  /** Tells the client of a secured hop why its connection will be closed. */
  refuse(reason: unknown): void {
    const code = reason instanceof VoiceError ? reason.code : ErrorCode.Internal;
    this.tell({ t: 'error', code });
  }

  /** Asks the client of a secured hop for a sign of life. */
  ping(): void {
    this.tell({ t: 'ping' });
  }

  /** Tells the client of a secured hop that the connection ends normally. */
  bye(): void {
    this.tell({ t: 'bye' });
  }

  /**
   * Charges this session for what it sent.
   * @param deliveries number of copies.
   * @param bytes total size of the copies.
   */
  charge(deliveries: number, bytes: number): void {
    this.caused.add(deliveries, bytes);
  }

  /** Returns what this session has caused since the last call. */
  takeFanOut(): FanOut {
    return this.caused.take();
  }

  /**
   * Seals `audio` with this session's keys and queues it. At the message limit of the keys, the session ends
   * instead.
   * @returns undefined for a short message, which is queued at once; a promise for a long one, which lets
   * other work run.
   */
  send(audio: Uint8Array): Promise<void> | undefined {
    if (this.frames.closed) return undefined;
    const sent = this.post(audio);
    if (sent) return sent.then(() => this.countOut(audio));
    this.countOut(audio);
    return undefined;
  }

  /**
   * Handles a frame of the client.
   * @param onDropped receives the reason when a message was not accepted.
   * @returns its audio, or null when there is nothing to relay.
   * @throws VoiceError when the connection must be closed; on a secured hop, whenever a check fails.
   */
  async take(
    frame: Frame,
    nowMs: number,
    onDropped: (reason: VoiceError) => void,
  ): Promise<Uint8Array | null> {
    // A removed member that keeps sending is cut off.
    if (this.removal) throw this.removal;
    const { type, body } = frame;
    if (type !== FrameType.Audio && type !== FrameType.Control) {
      this.judge(frame);
      return null;
    }
    let plaintext: Uint8Array;
    try {
      plaintext = await openMessage(this.cipher, body, type);
    } catch (error) {
      if (this.isSecured || !isForgivable(error)) throw error;
      this.totals.dropped++;
      onDropped(error);
      if (error instanceof SealRejectedError) this.failures.add(error, nowMs);
      return null;
    }
    if (type === FrameType.Audio) return this.countIn(plaintext);
    return this.isSecured ? this.obey(plaintext) : this.learn(plaintext);
  }

  /** Stores the client's capabilities, and answers with ours. */
  private learn(announcement: Uint8Array): null {
    this.announced = takesMessages(parseCapabilities(announcement));
    this.say(encodeCapabilities());
    return null;
  }

  private obey(plaintext: Uint8Array): null {
    const record = parseControl(plaintext);
    if (record && OUT_OF_PLACE.includes(record.t)) {
      throw new MemberError(ErrorCode.ProtocolError, 'the record is not allowed here');
    }
    if (record?.t === 'ping') this.tell({ t: 'pong' });
    if (record?.t === 'talking') this.room?.talk(this, record.on);
    if (record?.t === 'moderate') this.moderate(record.act, record.n);
    if (record?.t === 'bye') this.left = true;
    return null;
  }

  /** Removes the client from its room and tells it why. */
  remove(reason = new MemberError(ErrorCode.Removed, 'removed by a moderator')): void {
    this.removal = reason;
    this.refuse(reason);
    this.room?.leave(this);
    this.room = null;
    // Waits with closing until queued messages are sealed, because they precede the reason.
    runInBackground(
      () => this.outbox.settled().then(() => this.frames.end()),
      (error) => this.end(error),
    );
  }

  private moderate(act: Moderation, n: number): void {
    try {
      this.room?.moderate(this, act, n);
    } catch (error) {
      // A client that asks for something not allowed is told so, and stays.
      if (!(error instanceof MemberError)) throw error;
      this.refuse(error);
    }
  }

  /** Sends a record on a secured hop; the base protocol has no records. */
  tell(record: ControlRecord): void {
    if (this.isSecured) this.say(encodeControl(record));
  }

  private say(record: Uint8Array): void {
    runInBackground(
      () => this.outbox.send(record, FrameType.Control),
      (error) => this.end(error),
    );
  }

  /** Never rejects: the session ends when nothing more can be sealed. */
  private post(plaintext: Uint8Array): Promise<void> | undefined {
    const end = (error: unknown) => this.end(error);
    try {
      return this.outbox.send(plaintext, FrameType.Audio)?.catch(end);
    } catch (error) {
      end(error);
      return undefined;
    }
  }

  private countIn(audio: Uint8Array): Uint8Array | null {
    this.totals.messagesIn++;
    this.totals.bytesIn += audio.length;
    return audio.length > 0 ? audio : null;
  }

  private countOut(audio: Uint8Array): void {
    if (this.frames.closed) return;
    this.totals.messagesOut++;
    this.totals.bytesOut += audio.length;
  }

  private end(error: unknown): void {
    // A defect of ours is logged where the connection ends, and affects no other connection.
    this.frames.close(asVoiceError(error));
  }

  private judge({ type }: Frame): void {
    const isMisplaced = this.isSecured || HANDSHAKE_TYPES.includes(type);
    if (!isMisplaced && ++this.unknownFrames <= MAX_UNKNOWN_FRAMES) return;
    const text = isMisplaced ? 'the frame is not allowed here' : 'too many frames of unknown types';
    throw new MemberError(ErrorCode.ProtocolError, text, { type });
  }
}

/** Whether a session of the base protocol continues after `error`. */
function isForgivable(error: unknown): error is VoiceError {
  return error instanceof VoiceError && error.code !== ErrorCode.MessageLimit;
}
