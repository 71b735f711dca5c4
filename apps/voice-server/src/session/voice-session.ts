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

/** What one session did, for the line that is logged at its end. */
export interface SessionTotals {
  messagesIn: number;
  bytesIn: number;
  messagesOut: number;
  bytesOut: number;
  dropped: number;
}

/** Frames of types that nobody knows, before the connection is closed. */
const MAX_UNKNOWN_FRAMES = 10;
/** Records that have their place before a session begins, or come from the server alone. */
const OUT_OF_PLACE: readonly string[] = [
  'join',
  'create',
  'joined',
  'here',
  'gone',
  'sent',
  'muted',
];

/** Frames that have their place before a session begins, or nowhere. */
const HANDSHAKE_TYPES: readonly number[] = [FrameType.PublicKey, FrameType.Salt, FrameType.Hello];

/** One client after its handshake (docs/protocol.md, section 6.2). */
export class VoiceSession implements Occupant {
  /** Random, for the log only. */
  readonly id = randomBytes(6).toString('hex');
  readonly totals: SessionTotals = {
    messagesIn: 0,
    bytesIn: 0,
    messagesOut: 0,
    bytesOut: 0,
    dropped: 0,
  };
  private readonly outbox: SealedSendQueue;
  /** Where it is; null before it is let in. */
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

  /** Whether each record is bound to its place in the order, and the server has proved who it is. */
  get isSecured(): boolean {
    return this.cipher.isSecured;
  }

  /** Whether the client has said that it understands native messages. */
  get takesMessages(): boolean {
    return this.announced;
  }

  /** Whether the client of a secured hop has said goodbye; an end without that is an interruption. */
  get hasLeft(): boolean {
    return this.left;
  }

  /** Fires when its connection has ended. */
  get ended(): AbortSignal {
    return this.frames.ended;
  }

  /** Whether what it is sent is to say who sent it. */
  get takesSenders(): boolean {
    return this.numbered;
  }

  /** Notes what the client of a secured hop has said of itself. */
  introduce(caps: readonly string[]): void {
    const capabilities = capabilitiesOf(caps);
    this.announced = takesMessages(capabilities);
    this.numbered = capabilities.senders;
  }

  /** Tells the client of a secured hop that it is in, who else is, and what we understand. */
  admit({ n: you, role }: RoomMember, members: readonly Member[]): void {
    const moderator = role === 'moderator';
    this.tell({ t: 'joined', caps: CAPABILITY_NAMES, you, members, moderator });
  }

  /** Tells the client of a secured hop why its connection is about to be closed. */
  refuse(reason: unknown): void {
    const code = reason instanceof VoiceError ? reason.code : ErrorCode.Internal;
    this.tell({ t: 'error', code });
  }

  /** Asks the client of a secured hop for a sign of life. */
  ping(): void {
    this.tell({ t: 'ping' });
  }

  /** Tells the client of a secured hop that the connection ends in good order. */
  bye(): void {
    this.tell({ t: 'bye' });
  }

  /** Charges this session for what it sends: to how many others, with how many bytes in all. */
  charge(deliveries: number, bytes: number): void {
    this.caused.add(deliveries, bytes);
  }

  /** What this session has caused since the last call. */
  takeFanOut(): FanOut {
    return this.caused.take();
  }

  /**
   * Seals `audio` under this session's own keys and queues it. A short message is queued at once, and
   * nothing is returned; a long one lets others have a turn. At the message limit of the keys the session
   * ends instead.
   */
  send(audio: Uint8Array): Promise<void> | undefined {
    if (this.frames.closed) return undefined;
    const sent = this.post(audio);
    if (sent) return sent.then(() => this.countOut(audio));
    this.countOut(audio);
    return undefined;
  }

  /**
   * Takes one frame of the client.
   * @param onDropped is told why, when a message was not accepted.
   * @returns its audio, or null when there is nothing to relay.
   * @throws VoiceError when the connection must be closed; on a secured hop, whenever a check fails.
   */
  async take(
    frame: Frame,
    nowMs: number,
    onDropped: (reason: VoiceError) => void,
  ): Promise<Uint8Array | null> {
    // A removed member that goes on sending is cut off.
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

  /** Notes what the client understands, and says the same of us; nobody else is told anything. */
  private learn(announcement: Uint8Array): null {
    this.announced = takesMessages(parseCapabilities(announcement));
    this.say(encodeCapabilities());
    return null;
  }

  private obey(plaintext: Uint8Array): null {
    const record = parseControl(plaintext);
    if (record && OUT_OF_PLACE.includes(record.t)) {
      throw new MemberError(ErrorCode.ProtocolError, 'a record out of place');
    }
    if (record?.t === 'ping') this.tell({ t: 'pong' });
    if (record?.t === 'talking') this.room?.talk(this, record.on);
    if (record?.t === 'moderate') this.moderate(record.act, record.n);
    if (record?.t === 'bye') this.left = true;
    return null;
  }

  /** Removes its person from the room, and says why. */
  remove(reason = new MemberError(ErrorCode.Removed, 'removed by a moderator')): void {
    this.removal = reason;
    this.refuse(reason);
    this.room?.leave(this);
    this.room = null;
    // What is being sealed goes before the reason, so the end has to wait.
    runInBackground(
      () => this.outbox.settled().then(() => this.frames.end()),
      (error) => this.end(error),
    );
  }

  private moderate(act: Moderation, n: number): void {
    try {
      this.room?.moderate(this, act, n);
    } catch (error) {
      // Who asks for too much is told so, and stays.
      if (!(error instanceof MemberError)) throw error;
      this.refuse(error);
    }
  }

  /** Sends a record to the client of a secured hop; one of the base protocol knows of none. */
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
    // A defect of ours is logged where the connection ends, and costs nobody else theirs.
    this.frames.close(asVoiceError(error));
  }

  private judge({ type }: Frame): void {
    const isMisplaced = this.isSecured || HANDSHAKE_TYPES.includes(type);
    if (!isMisplaced && ++this.unknownFrames <= MAX_UNKNOWN_FRAMES) return;
    const text = isMisplaced ? 'a frame out of place' : 'too many frames of unknown types';
    throw new MemberError(ErrorCode.ProtocolError, text, { type });
  }
}

/** Whether the session of a client of the base protocol goes on after `error`. */
function isForgivable(error: unknown): error is VoiceError {
  return error instanceof VoiceError && error.code !== ErrorCode.MessageLimit;
}
