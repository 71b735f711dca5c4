import { SealRejectedError } from '@sealwave/crypto';
import { type Bytes, equalConstantTime } from '@sealwave/kernel';
import { SealedRoomError } from '../encoding/sealed-room-error';
import { TurnQueue } from '../encoding/turn-queue';
import type { Members } from '../keys/people/members';
import type { ReceivedSenderKeys } from '../keys/sender-keys/received-sender-keys';
import type { RoomKeys } from '../keys/links/room-keys';
import { TransmissionChain } from '../keys/sender-keys/transmission-chain';
import { FrameDigest } from './frame-digest';
import { FramePace } from './frame-pace';
import { FrameOpener } from './frame-opener';
import { ReplayWindow } from './replay-window';
import { frameMetadata, trailerMetadata } from './sending-transmission';
import { decodeText } from './text-frame';
import { openHeader, type TransmissionHeader, unwrapChain } from './transmission-header';
import { keyIndexOf, MAX_FRAMES, VOICE_FRAME_BYTES } from './transmission-limits';
import { readTrailer, type TransmissionEnd } from './transmission-trailer';

/** The receiver's keys, and the member that sends the transmission. */
export interface ReceivingOptions {
  readonly keys: RoomKeys;
  readonly members: Members;
  readonly senderKeys: ReceivedSenderKeys;
  /** Number of the sending member, as the server says. */
  readonly member: number;
}

/** A frame that has passed its check. */
export interface ReceivedFrame {
  /** Time of the frame: 20 ms times this number after the beginning. */
  readonly counter: number;
  readonly plaintext: Bytes;
}

/** How a transmission has ended. */
export interface ReceivedEnd extends TransmissionEnd {
  /** Whether all frames arrived, exactly as the sender signed them. */
  readonly complete: boolean;
  /** How many frames the sender made. */
  readonly frames: number;
  /** How many frames have not arrived. */
  readonly missing: number;
}

/** An incoming transmission: voice or one text. It returns only frames that its sender sealed. */
export class ReceivingTransmission {
  private readonly digest = new FrameDigest();
  private readonly window = new ReplayWindow();
  private readonly pace = new FramePace();
  private readonly turns = new TurnQueue();
  private readonly opener: FrameOpener;
  private frames = 0;
  private isOver = false;

  readonly #keys: RoomKeys;

  private constructor(
    keys: RoomKeys,
    /** The header, checked: the identity in it has signed it. */
    readonly header: TransmissionHeader,
    chain: TransmissionChain,
  ) {
    this.#keys = keys;
    this.opener = new FrameOpener(header.step, chain);
  }

  /**
   * Begins to receive a live transmission of a member.
   * @throws SealedRoomError as `openHeader` and `ReceivedSenderKeys.begin` do; `attribution_mismatch` where
   * somebody else signed the header; `not_allowed` for a listener.
   */
  static async begin(options: ReceivingOptions, header: Bytes): Promise<ReceivingTransmission> {
    const { keys, members, senderKeys, member } = options;
    const read = await openHeader(keys, header);
    const announced = members.get(member);
    if (announced === undefined) throw SealedRoomError.transmission('from nobody in the room');
    if (!equalConstantTime(announced.identity, read.identity)) {
      throw SealedRoomError.attribution({ member });
    }
    if (!announced.canSpeak) throw SealedRoomError.listener();
    return new ReceivingTransmission(keys, read, await senderKeys.begin(member, read));
  }

  /**
   * Begins to read a transmission that the room has kept. Show it in the timeline, at the time that its sender
   * signed. A kept transmission must not play as live.
   * @throws SealedRoomError as `openHeader` does, and `transmission_refused` where nothing was kept of it.
   */
  static async beginKept(keys: RoomKeys, header: Bytes): Promise<ReceivingTransmission> {
    const read = await openHeader(keys, header);
    const chain = TransmissionChain.from(await unwrapChain(keys, read), 0);
    return new ReceivingTransmission(keys, read, chain);
  }

  /**
   * Opens a frame.
   * @param nowMs by a monotonic clock.
   * @throws SealedRoomError `integrity_failed` for a frame with any byte changed, `replayed_message` for a
   * repeated or too old frame, `sender_key_missing` for a frame from before this member joined,
   * `audio_too_long`, `rate_limited`, and `transmission_refused` for a frame that is malformed or comes after
   * the end.
   */
  open(frame: Bytes, nowMs: number): Promise<ReceivedFrame> {
    return this.turns.run(() => this.openNext(frame, nowMs));
  }

  /** Opens the one frame of a text. @throws SealedRoomError as {@link open} does. */
  async openText(frame: Bytes, nowMs: number): Promise<string> {
    const { plaintext } = await this.open(frame, nowMs);
    return decodeText(plaintext);
  }

  /**
   * Opens the trailer and checks its signature. Tells whether the transmission is complete.
   * @throws SealedRoomError as {@link open} does, and `transmission_refused` for a trailer that somebody else
   * signed.
   */
  end(trailer: Bytes): Promise<ReceivedEnd> {
    return this.turns.run(() => this.endNow(trailer));
  }

  /** Erases all keys of a transmission whose trailer will not come. */
  destroy(): void {
    this.isOver = true;
    this.opener.destroy();
  }

  private async openNext(frame: Bytes, nowMs: number): Promise<ReceivedFrame> {
    this.requireOpen();
    const { kind, transmissionId } = this.header;
    const counter = this.counterOf(frame);
    if (counter >= MAX_FRAMES) throw SealedRoomError.tooLong();
    this.window.check(counter);
    if (kind === 'live' && !this.pace.admits(nowMs)) throw SealedRoomError.tooFast('frames');
    const plaintext = await this.openBytes(frame, frameMetadata(this.#keys.room, transmissionId));
    this.requireForm(counter, plaintext);
    this.window.mark(counter);
    this.digest.add(keyIndexOf(counter), counter, frame);
    this.frames++;
    return { counter, plaintext };
  }

  private async endNow(trailer: Bytes): Promise<ReceivedEnd> {
    this.requireOpen();
    const counter = this.counterOf(trailer);
    const metadata = trailerMetadata(this.#keys.room, this.header.transmissionId);
    const plaintext = await this.openBytes(trailer, metadata);
    const place = { keys: this.#keys, header: this.header.bytes, counter };
    const read = await readTrailer(place, plaintext, this.header.identity);
    this.destroy();
    const { reason, report, frames } = read;
    const isSame = equalConstantTime(await this.digest.finish(), read.digest);
    const complete = isSame && frames === this.frames;
    return { reason, report, frames, complete, missing: Math.max(0, frames - this.frames) };
  }

  private counterOf(frame: Bytes): number {
    const counter = this.opener.counterOf(frame);
    if (counter === null) throw SealedRoomError.transmission('a frame of another key');
    if (counter > MAX_FRAMES) throw SealedRoomError.tooLong();
    return counter;
  }

  private async openBytes(frame: Bytes, metadata: Bytes): Promise<Bytes> {
    try {
      return await this.opener.open(frame, metadata);
    } catch (cause) {
      if (!(cause instanceof SealRejectedError)) throw cause;
      throw SealedRoomError.integrity('frame', { cause });
    }
  }

  private requireForm(counter: number, plaintext: Bytes): void {
    const isText = this.header.kind === 'text';
    if (isText ? counter !== 0 : plaintext.length !== VOICE_FRAME_BYTES) {
      throw SealedRoomError.transmission('a frame of another form than the header says');
    }
  }

  private requireOpen(): void {
    if (this.isOver) throw SealedRoomError.transmission('the transmission is over');
  }
}
