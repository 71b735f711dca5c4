import { readFile, stat } from 'node:fs/promises';
import type { CoderName } from '@sealwave/audio';
import { type AudioSent, GATEWAY_LIMITS } from '@sealwave/contracts';
import { isSealedRecording } from '@sealwave/e2ee';
import { type Bytes, ErrorCode } from '@sealwave/kernel';
import { type Message, newMessageId } from '@sealwave/message';
import {
  AudioError,
  type CompressedAudio,
  decodeFile,
  recognizeContainer,
  RecordingEncoder,
} from '@sealwave/node/media';
import { metricsOfSealed, metricsOfVoice } from '@sealwave/node/voice-client';

/** A message and its figures. */
export interface Clip {
  readonly message: Message;
  readonly metrics: AudioSent;
}

/** Longest recording that is sent, in seconds: the gateway's limit. */
export const MAX_SECONDS = GATEWAY_LIMITS.maxRecordingSeconds;

/** A stream of sound with one channel. */
export interface SampleStream {
  /** Sampling rate in Hz. */
  readonly samplingRate: number;
  readonly samples: AsyncIterable<Float32Array>;
}

/**
 * Codes a file in any supported format.
 * @throws AudioError when it is not a recording.
 * @throws Error of `node:fs` when it cannot be read.
 */
export async function clipOfFile(
  path: string,
  coder: CoderName,
  signal: AbortSignal,
): Promise<Clip> {
  let encoder: RecordingEncoder | undefined;
  for await (const { samplingRate, samples } of decodeFile(path)) {
    signal.throwIfAborted();
    encoder ??= new RecordingEncoder(samplingRate, { coder, maxSeconds: MAX_SECONDS });
    encoder.push(samples);
  }
  if (!encoder) throw AudioError.empty();
  return voiceClip(encoder.finish(), (await stat(path)).size);
}

/**
 * Codes a stream of sound.
 * @throws AudioError when it is empty.
 */
export async function clipOfSound(sound: SampleStream, coder: CoderName): Promise<Clip> {
  const encoder = new RecordingEncoder(sound.samplingRate, { coder, maxSeconds: MAX_SECONDS });
  let sampleCount = 0;
  for await (const samples of sound.samples) {
    sampleCount += samples.length;
    encoder.push(samples);
  }
  return voiceClip(encoder.finish(), 2 * sampleCount);
}

/**
 * Whether a file is a sealed recording.
 * @throws Error of `node:fs` when it cannot be read.
 */
export async function isSealedFile(path: string): Promise<boolean> {
  const status = await stat(path);
  if (!status.isFile() || status.size > GATEWAY_LIMITS.maxSealedBytes) return false;
  return isSealedRecording(await readBytes(path));
}

/**
 * Makes a message from a sealed file, unchanged.
 * @throws AudioError when it is empty, too large for one message, or not sealed.
 */
export async function clipOfSealedFile(path: string): Promise<Clip> {
  const { maxSealedBytes } = GATEWAY_LIMITS;
  const { size } = await stat(path);
  if (size === 0) throw AudioError.empty();
  if (size > maxSealedBytes) {
    const detail = { bytes: size, limit: maxSealedBytes };
    throw new AudioError(ErrorCode.AudioTooLarge, 'the sealed file is too large', detail);
  }
  const bytes = await readBytes(path);
  if (recognizeContainer(bytes) && !isSealedRecording(bytes)) {
    throw AudioError.unsupported('it is not sealed; `voice-cli lock` seals it');
  }
  const id = newMessageId();
  return { message: { kind: 'sealed', id, bytes }, metrics: metricsOfSealed(id, bytes.length) };
}

async function readBytes(path: string): Promise<Bytes> {
  return new Uint8Array(await readFile(path));
}

function voiceClip(coded: CompressedAudio, originalBytes: number): Clip {
  const id = newMessageId();
  const { coder, report, frames } = coded;
  return {
    message: { kind: 'voice', id, coder, report, frames },
    metrics: metricsOfVoice(id, coded, originalBytes),
  };
}
