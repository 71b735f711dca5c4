import type { SigningKey } from '@sealwave/crypto';
import { type Bytes, concat, ErrorCode, UsageError } from '@sealwave/kernel';
import { label } from '../encoding/byte-reader';
import { SealedRoomError } from '../encoding/sealed-room-error';
import { TurnQueue } from '../encoding/turn-queue';
import type { RoomKeys } from '../keys/links/room-keys';
import type { BegunTransmission, SenderKey } from '../keys/sender-keys/sender-key';
import type { RunningTransmission } from '../keys/sender-keys/sender-key-record';
import { FrameDigest } from './frame-digest';
import { SFrameCipher } from './sframe-cipher';
import { encodeText } from './text-frame';
import { type TransmissionTerms, writeHeader } from './transmission-header';
import { frameKeyId, keyIndexOf, MAX_FRAMES, VOICE_FRAME_BYTES } from './transmission-limits';
import { type TransmissionEnd, writeTrailer } from './transmission-trailer';

/** Input of {@link SendingTransmission.begin}. */
export interface SendingOptions {
  readonly keys: RoomKeys;
  readonly identity: SigningKey;
  readonly senderKey: SenderKey;
  readonly terms: TransmissionTerms;
}

/** An outgoing transmission: a header, then frames of voice or one text, then a trailer. */
export class SendingTransmission {
  private readonly metadata: Bytes;
  private readonly digest = new FrameDigest();
  private readonly turns = new TurnQueue();
  private cipher: { readonly index: number; readonly of: SFrameCipher } | null = null;
  private next = 0;
  private frames = 0;
  private isOver = false;

  readonly #options: SendingOptions;

  private constructor(
    options: SendingOptions,
    private readonly begun: BegunTransmission,
    /** To send first. */
    readonly header: Bytes,
  ) {
    this.#options = options;
    this.metadata = frameMetadata(options.keys.room, begun.transmissionId);
  }

  /**
   * Begins a transmission under the next step of the sender key.
   * @throws SealedRoomError `not_allowed` with the keys of a listener.
   * @throws UsageError when the sender key is used up.
   */
  static async begin(options: SendingOptions): Promise<SendingTransmission> {
    const { keys, identity, senderKey, terms } = options;
    const begun = await senderKey.begin();
    const header = await writeHeader(keys, { terms, identity, ...begun });
    return new SendingTransmission(options, begun, header);
  }

  get kind(): TransmissionTerms['kind'] {
    return this.#options.terms.kind;
  }

  /** 16 bytes. */
  get transmissionId(): Bytes {
    return this.begun.transmissionId;
  }

  /**
   * Seals a frame of voice: 160 bytes of a coder.
   * @param counter its time in units of 20 ms, above that of the frame before it.
   * @throws SealedRoomError `audio_too_long` beyond 10 minutes.
   * @throws UsageError for a counter that does not go up, for a frame of another size, and after the end.
   */
  async seal(counter: number, plaintext: Bytes): Promise<Bytes> {
    if (this.#options.terms.kind === 'text' || plaintext.length !== VOICE_FRAME_BYTES) {
      throw new UsageError(ErrorCode.Usage, 'a frame of voice has 160 bytes');
    }
    return this.sealNext(counter, plaintext);
  }

  /** Seals the one frame of a text. @throws UsageError `text_too_long` for more than 4000 bytes of UTF-8. */
  async sealText(text: string): Promise<Bytes> {
    if (this.#options.terms.kind !== 'text') {
      throw new UsageError(ErrorCode.Usage, 'the transmission is of voice');
    }
    return this.sealNext(0, encodeText(text));
  }

  /**
   * Makes the part of a sender key that lets a newcomer hear the rest of this transmission. The rest begins
   * with the next key, within 5 s.
   * @throws UsageError after the end.
   */
  async running(): Promise<RunningTransmission> {
    if (this.isOver) throw new UsageError(ErrorCode.Usage, 'the transmission is over');
    const { transmissionId, chain } = this.begun;
    return this.turns.run(async () => {
      const rest = await chain.ahead(chain.position + 1);
      const running = { transmissionId, index: rest.position, chain: rest.lend(concat) };
      rest.destroy();
      return running;
    });
  }

  /**
   * Signs and seals the trailer, and erases the keys. Send the trailer last. @throws UsageError when called
   * again.
   */
  async end(end: TransmissionEnd): Promise<Bytes> {
    const counter = this.take(this.next);
    this.isOver = true;
    return this.turns.run(async () => {
      const { keys, identity } = this.#options;
      const trailer = { ...end, frames: this.frames, digest: await this.digest.finish() };
      const place = { keys, header: this.header, counter };
      const plaintext = await writeTrailer(place, trailer, identity);
      const cipher = await this.cipherAt(counter);
      const metadata = trailerMetadata(keys.room, this.transmissionId);
      const sealed = await cipher.seal(BigInt(counter), plaintext, metadata);
      this.begun.chain.destroy();
      return sealed;
    });
  }

  private sealNext(counter: number, plaintext: Bytes): Promise<Bytes> {
    this.take(counter);
    if (counter >= MAX_FRAMES) throw SealedRoomError.tooLong();
    this.frames++;
    return this.turns.run(async () => {
      const cipher = await this.cipherAt(counter);
      const frame = await cipher.seal(BigInt(counter), plaintext, this.metadata);
      this.digest.add(keyIndexOf(counter), counter, frame);
      return frame;
    });
  }

  /** Reserves a counter. So no two frames use the same one. */
  private take(counter: number): number {
    if (this.isOver) throw new UsageError(ErrorCode.Usage, 'the transmission is over');
    if (!Number.isInteger(counter) || counter < this.next) {
      throw new UsageError(ErrorCode.Usage, 'counters only go up');
    }
    this.next = counter + 1;
    return counter;
  }

  private async cipherAt(counter: number): Promise<SFrameCipher> {
    const index = keyIndexOf(counter);
    if (this.cipher?.index !== index) {
      const key = await this.begun.chain.keyAt(index);
      this.cipher = { index, of: await SFrameCipher.of(frameKeyId(this.begun.step, counter), key) };
      key.fill(0);
    }
    return this.cipher.of;
  }
}

/** The SFrame metadata of a frame. It binds the frame to its room and transmission. */
export function frameMetadata(room: Bytes, transmissionId: Bytes): Bytes {
  return concat(label('svc-tx-v2'), room, transmissionId);
}

/**
 * The SFrame metadata of a trailer. Its label differs from that of {@link frameMetadata}. So no trailer passes
 * as a frame.
 */
export function trailerMetadata(room: Bytes, transmissionId: Bytes): Bytes {
  return concat(label('svc-tx-end-v2'), room, transmissionId);
}
