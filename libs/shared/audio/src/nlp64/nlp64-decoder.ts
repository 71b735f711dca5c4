import { ErrorCode, UsageError } from '@sealwave/kernel';
import { BitReader } from './bit-reader';
import { CodedAudioError } from '../coding/coded-audio-error';
import {
  FRAME_BITS,
  levelOfCode,
  MIN_STEP,
  NLP64_FRAME_BYTES,
  ORDER_BITS,
  reconstruct,
  STEP_BITS,
} from './nlp64-frame';
import { predict } from './nlp64-predictor';
import { INITIAL_RICE_STATE, MAX_CODE, nextRiceState, readRice, riceParameter } from './nlp64-rice';
import { FRAME_SAMPLES, type VoiceDecoder } from '../coding/voice-coder';

/** Bytes that are not a frame of `nlp64` (docs/codec.md). */
export class Nlp64Error extends CodedAudioError {}

/**
 * Decodes frames of `nlp64`. All numbers are whole and have at most 32 bits, so every machine computes the same
 * samples. Any bytes are safe to decode, but a tampered frame may give some other sound: authenticate frames
 * first.
 */
export class Nlp64Decoder implements VoiceDecoder {
  private readonly reader = new BitReader(NLP64_FRAME_BYTES);
  private readonly decoded = new Int16Array(FRAME_SAMPLES);

  /**
   * @param frame exactly {@link NLP64_FRAME_BYTES}.
   * @param into receives {@link FRAME_SAMPLES} samples; a frame that is refused leaves it unchanged.
   * @throws Nlp64Error when `frame` is not a frame of this coder.
   * @throws UsageError when `into` has the wrong length.
   */
  decode(frame: Uint8Array, into: Int16Array = new Int16Array(FRAME_SAMPLES)): Int16Array {
    if (into.length !== FRAME_SAMPLES) {
      throw new UsageError(ErrorCode.Usage, 'the output does not have the length of one frame', {
        samples: into.length,
      });
    }
    if (frame.length !== NLP64_FRAME_BYTES) {
      throw new Nlp64Error('the frame has the wrong length', { bytes: frame.length });
    }
    this.reader.start(frame);
    this.readFrame();
    into.set(this.decoded);
    return into;
  }

  private readFrame(): void {
    const { reader, decoded } = this;
    const order = reader.read(ORDER_BITS);
    const step = reader.read(STEP_BITS);
    if (step < MIN_STEP) throw new Nlp64Error('the step of the frame is too small', { step });
    let state = INITIAL_RICE_STATE;
    for (let i = 0; i < FRAME_SAMPLES; i++) {
      const code = readRice(reader, riceParameter(state));
      // Both checks bound what follows. The next read stays within the guard; products and the state stay
      // within 32 bits.
      if (reader.position > FRAME_BITS) throw this.malformed('more codes than bits');
      if (code > MAX_CODE) throw this.malformed('a code beyond 17 bits');
      decoded[i] = reconstruct(predict(decoded, i, order), levelOfCode(code), step);
      state = nextRiceState(state, code);
    }
    if (!reader.restIsZero) throw this.malformed('padding that is not zero');
  }

  private malformed(problem: string): Nlp64Error {
    return new Nlp64Error(problem, { bitsRead: this.reader.position });
  }
}
