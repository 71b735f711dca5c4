import { randomBytes } from 'node:crypto';
import { SealRejectedError } from '@sealwave/crypto';
import { ErrorCode, runInBackground, VoiceError } from '@sealwave/kernel';
import {
  capabilitiesOf,
  encodeCapabilities,
  parseCapabilities,
  supportsNativeMessages,
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
import { type Frame, FrameType } from '@sealwave/wire';
import type { Occupant } from '../rooms/occupant';
import { FailedChecks } from './failed-checks';
import { type FanOut, FanOutCount } from './fan-out';
import { MemberError } from './member-error';
import { eventOfAudio, eventOfPart, eventOfRecord, type SessionEvent } from './session-event';

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
/** Frame types that belong before a session begins, or nowhere. */
const HANDSHAKE_TYPES: readonly number[] = [FrameType.PublicKey, FrameType.Salt, FrameType.Hello];

/** One client after its handshake (docs/protocol.md, section 6.2): its cipher, its frames and its totals. */
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
  private readonly sendQueue: SealedSendQueue;
  private readonly caused = new FanOutCount();
  private hasNativeMessages = false;
  private hasSenderNumbers = false;
  private left = false;
  private removal: MemberError | null = null;
  private unknownFrames = 0;
  private readonly failures = new FailedChecks();

  constructor(
    private readonly frames: FrameSocket,
    private readonly cipher: HopCipher,
    /** Exporter secret of the hop; null on a base hop. Proofs are bound to it. */
    readonly exporter: Uint8Array | null = null,
  ) {
    this.sendQueue = new SealedSendQueue(frames, cipher);
  }

  /** Whether the hop is secured: records are bound to their order, and the server proved its identity. */
  get isSecured(): boolean {
    return this.cipher.isSecured;
  }

  /** Whether the client announced that it supports native messages. */
  get supportsNativeMessages(): boolean {
    return this.hasNativeMessages;
  }

  /** Whether the client of a secured hop said goodbye. An end without it is an interruption. */
  get hasLeft(): boolean {
    return this.left;
  }

  /** Aborts when its connection has ended. */
  get ended(): AbortSignal {
    return this.frames.ended;
  }

  /** Whether the client wants each message with its sender's number. */
  get supportsSenderNumbers(): boolean {
    return this.hasSenderNumbers;
  }

  /** Stores what the client of a secured hop announced about itself. */
  setClientInfo(caps: readonly string[]): void {
    const capabilities = capabilitiesOf(caps);
    this.hasNativeMessages = supportsNativeMessages(capabilities);
    this.hasSenderNumbers = capabilities.senders;
  }

  /** Tells the client of a secured hop why its connection will be closed. */
  refuse(reason: unknown): void {
    const code = reason instanceof VoiceError ? reason.code : ErrorCode.Internal;
    this.sendControl({ t: 'error', code });
  }

  /** Asks the client of a secured hop for a sign of life. */
  ping(): void {
    this.sendControl({ t: 'ping' });
  }

  /** Tells the client of a secured hop that the connection ends normally. */
  sendGoodbye(): void {
    this.sendControl({ t: 'bye' });
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
   * @returns undefined for a short message, which is queued at once. A promise for a long one, which lets other
   * work run.
   */
  send(audio: Uint8Array): Promise<void> | undefined {
    if (this.frames.closed) return undefined;
    return this.sealAndCount(audio, FrameType.Audio);
  }

  /**
   * Seals a part of a transmission with this session's keys and queues it.
   * @param part the member number of its sender, u32, followed by the part as its sender sent it.
   */
  sendPart(part: Uint8Array): void {
    if (this.frames.closed) return;
    runInBackground(
      () => this.sealAndCount(part, FrameType.Transmission),
      (error) => this.end(error),
    );
  }

  /**
   * Reads one frame of the client. Handles a frame that concerns only this session.
   * @param onDropped receives the reason when a message was not accepted.
   * @returns an event that concerns others; null without one.
   * @throws VoiceError when the connection must be closed; on a secured hop, whenever a check fails.
   */
  async readFrame(
    frame: Frame,
    nowMs: number,
    onDropped: (reason: VoiceError) => void,
  ): Promise<SessionEvent | null> {
    // A removed member that keeps sending is cut off.
    if (this.removal) throw this.removal;
    const { type, body } = frame;
    if (!this.opens(type)) {
      this.rejectFrame(frame);
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
    if (type !== FrameType.Control) {
      this.totals.messagesIn++;
      this.totals.bytesIn += plaintext.length;
    }
    if (type === FrameType.Transmission) return eventOfPart(plaintext);
    if (type === FrameType.Audio) return eventOfAudio(plaintext);
    return this.isSecured ? this.handleControl(plaintext) : this.readCapabilities(plaintext);
  }

  /** Stores the client's capabilities, and answers with ours. */
  private readCapabilities(announcement: Uint8Array): null {
    this.hasNativeMessages = supportsNativeMessages(parseCapabilities(announcement));
    this.post(encodeCapabilities());
    return null;
  }

  private handleControl(plaintext: Uint8Array): SessionEvent | null {
    const record = parseControl(plaintext);
    if (record?.t === 'ping') this.sendControl({ t: 'pong' });
    if (record?.t === 'bye') this.left = true;
    return record && eventOfRecord(record);
  }

  /** Tells the client why it is removed, and closes its connection. */
  remove(reason: MemberError): void {
    this.removal = reason;
    this.refuse(reason);
    // Closes only after queued messages are sealed, because they precede the reason.
    runInBackground(
      () => this.sendQueue.settled().then(() => this.frames.end()),
      (error) => this.end(error),
    );
  }

  /** Sends a record on a secured hop; the base protocol has no records. */
  sendControl(record: ControlRecord): void {
    if (this.isSecured) this.post(encodeControl(record));
  }

  private post(record: Uint8Array): void {
    runInBackground(
      () => this.sendQueue.send(record, FrameType.Control),
      (error) => this.end(error),
    );
  }

  private sealAndCount(plaintext: Uint8Array, type: FrameType): Promise<void> | undefined {
    const sent = this.sealMessage(plaintext, type);
    if (sent) return sent.then(() => this.countOut(plaintext));
    this.countOut(plaintext);
    return undefined;
  }

  /** Seals and queues a message. Never rejects: the session ends when nothing more can be sealed. */
  private sealMessage(plaintext: Uint8Array, type: FrameType): Promise<void> | undefined {
    const end = (error: unknown) => this.end(error);
    try {
      return this.sendQueue.send(plaintext, type)?.catch(end);
    } catch (error) {
      end(error);
      return undefined;
    }
  }

  private countOut(audio: Uint8Array): void {
    if (this.frames.closed) return;
    this.totals.messagesOut++;
    this.totals.bytesOut += audio.length;
  }

  /** Whether this session opens frames of this type. A base hop knows no transmissions. */
  private opens(type: number): type is FrameType {
    const isKnown = type === FrameType.Audio || type === FrameType.Control;
    return isKnown || (type === FrameType.Transmission && this.isSecured);
  }

  private end(error: unknown): void {
    // A bug of ours is logged where the connection ends. No other connection is affected.
    this.frames.close(asVoiceError(error));
  }

  private rejectFrame({ type }: Frame): void {
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
