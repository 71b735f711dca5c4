import {
  CodedAudioError,
  CodedMessage,
  type CoderName,
  encodePcm8,
  encodeQualityReport,
  FRAME_SAMPLES,
  parseQualityReport,
  QUALITY_REPORT_BYTES,
  type QualityReport,
  VOICE_CODERS,
  VOICE_SAMPLING_RATE,
  wrapSamples,
} from '@sealwave/audio';
import { type Bytes, concat, fromHex, toHex } from '@sealwave/kernel';
import { MessageError } from './message-error';

/** Voice, as its sender coded and measured it. */
export interface VoiceMessage {
  readonly kind: 'voice';
  /** 32 hexadecimal digits, chosen by the sender. */
  readonly id: string;
  readonly coder: CoderName;
  /** The sender's report. Its number of samples tells how long the message is. */
  readonly report: QualityReport;
  /** The coded frames, without gaps. */
  readonly frames: Uint8Array;
}

/** Bytes that the sender sealed, unchanged. */
export interface SealedMessage {
  readonly kind: 'sealed';
  /** 32 hexadecimal digits, chosen by the sender. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** A native message: the form that our own programs exchange. */
export type Message = VoiceMessage | SealedMessage;

/** First bytes of every native message: `SVM` and the version. */
const MARK = Uint8Array.of(0x53, 0x56, 0x4d, 1);
const KIND = { voice: 1, sealed: 2 } as const;
/** Coders by their number on the wire. Sealed bytes have no coder. */
const CODERS: readonly (CoderName | null)[] = [null, 'pcm8', 'nlp64'];
const ID_BYTES = 16;
const ID_AT = 8;
const HEAD_BYTES = ID_AT + ID_BYTES;

/** Makes a random identifier for a message: 32 hexadecimal digits. */
export function newMessageId(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
}

/** Whether `audio`, the content of an `A`, is a native message. If not, it is base audio. */
export function isMessage(audio: Uint8Array): boolean {
  return audio.length >= MARK.length && MARK.every((byte, at) => audio[at] === byte);
}

/**
 * Writes a native message as bytes (docs/protocol.md, section 5.2):
 *
 *     'SVM' | u8 version, 1 | u8 kind: 1 voice, 2 sealed | u8 coder: 0 none, 1 pcm8, 2 nlp64 | u16 0
 *     | id: 16 bytes | voice: quality report, 40 bytes, and frames; sealed: the sealed bytes
 */
export function encodeMessage(message: Message): Bytes {
  const coder = message.kind === 'voice' ? message.coder : null;
  const form = Uint8Array.of(KIND[message.kind], CODERS.indexOf(coder), 0, 0);
  const head = concat(MARK, form, fromHex(message.id));
  if (message.kind === 'sealed') return concat(head, message.bytes);
  return concat(head, encodeQualityReport(message.report), message.frames);
}

/**
 * Reads a native message. The payload is a view of `bytes`. Checks that the number of frames matches the
 * report. A malformed frame shows only when it is decoded.
 * @throws MessageError for anything else.
 */
export function parseMessage(bytes: Uint8Array): Message {
  if (!isMessage(bytes) || bytes.length < HEAD_BYTES) {
    throw MessageError.malformed('no complete head', { bytes: bytes.length });
  }
  const [kind, coderNumber, flags, moreFlags] = bytes.subarray(MARK.length, ID_AT);
  if (flags !== 0 || moreFlags !== 0) throw MessageError.malformed('unknown flags');
  const id = toHex(bytes.subarray(ID_AT, HEAD_BYTES));
  const rest = bytes.subarray(HEAD_BYTES);
  const coder = CODERS[coderNumber];
  if (kind === KIND.voice && coder) return parseVoice(id, coder, rest);
  if (kind === KIND.sealed && coder === null) return parseSealed(id, rest);
  throw MessageError.malformed('an unknown kind or coder', { kind, coder: coderNumber });
}

/** Reads only the id of a native message. Null when there are too few bytes. */
export function messageIdOf(message: Uint8Array): string | null {
  return message.length < HEAD_BYTES ? null : toHex(message.subarray(ID_AT, HEAD_BYTES));
}

/**
 * Prepares the frames of a message for decoding.
 * @throws CodedAudioError when their number does not match the report.
 */
function codedVoice({ coder, frames, report }: VoiceMessage): CodedMessage {
  return new CodedMessage(VOICE_CODERS[coder], frames, report.sampleCount);
}

function parseVoice(id: string, coder: CoderName, rest: Uint8Array): VoiceMessage {
  const report = wrapAsMalformed(() => parseQualityReport(rest.subarray(0, QUALITY_REPORT_BYTES)));
  const frames = rest.subarray(QUALITY_REPORT_BYTES);
  const message: VoiceMessage = { kind: 'voice', id, coder, report, frames };
  if (report.sampleCount === 0) throw MessageError.empty();
  if (report.codedBytes !== frames.length) {
    throw MessageError.malformed('a report that does not match it', { bytes: frames.length });
  }
  wrapAsMalformed(() => codedVoice(message));
  return message;
}

function wrapAsMalformed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CodedAudioError)) throw error;
    throw MessageError.malformed(error.message, error.detail, error);
  }
}

function parseSealed(id: string, bytes: Uint8Array): SealedMessage {
  if (bytes.length === 0) throw MessageError.empty();
  return { kind: 'sealed', id, bytes };
}

/**
 * Sample format of the file. `u8` is what base clients expect, and it holds all of `pcm8`. The other format is
 * `s16`.
 */
export type PlayableFormat = 'u8' | 's16';

/** Frames that are decoded at a time: a second of voice, in well under a millisecond. */
const SLICE_FRAMES = 50;

/**
 * Decodes a message into a RIFF/WAVE file of one channel at 8 kHz. `u8` uses the 8-bit quantiser of the
 * requirements. Yields after each second of voice, so that other work gets a turn. Returns the file.
 * @throws CodedAudioError when a frame does not decode.
 */
export function* playableWav(
  message: VoiceMessage,
  sampleFormat: PlayableFormat,
): Generator<void, Bytes, void> {
  const coded = codedVoice(message);
  const sampleBytes = sampleFormat === 'u8' ? 1 : 2;
  const data = new Uint8Array(coded.sampleCount * sampleBytes);
  for (let frame = 0; frame < coded.frameCount; frame += SLICE_FRAMES) {
    const samples = coded.read(frame, SLICE_FRAMES);
    data.set(bytesOf(samples, sampleFormat), frame * FRAME_SAMPLES * sampleBytes);
    yield;
  }
  return wrapSamples({ sampleFormat, samplingRate: VOICE_SAMPLING_RATE, channelCount: 1 }, data);
}

function bytesOf(samples: Int16Array, format: PlayableFormat): Uint8Array {
  if (format === 'u8') return Uint8Array.from(encodePcm8(samples), (level) => level + 128);
  const bytes = new Uint8Array(2 * samples.length);
  const view = new DataView(bytes.buffer);
  samples.forEach((sample, i) => view.setInt16(2 * i, sample, true));
  return bytes;
}
