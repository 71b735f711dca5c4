import { encodePcm8, FRAME_SAMPLES, VOICE_SAMPLING_RATE, wrapSamples } from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';
import { codedVoice, type VoiceMessage } from './message';

/** Sample format of the file: `u8`, which holds all of `pcm8` and is what base clients expect, or `s16`. */
export type PlayableFormat = 'u8' | 's16';

/** Frames that are decoded at a time: a second of voice, in well under a millisecond. */
const SLICE_FRAMES = 50;

/**
 * Decodes a message into a RIFF/WAVE file of one channel at 8 kHz. `u8` uses the 8-bit quantiser of the
 * requirements. It yields after each second of voice, so that other work gets a turn, and returns the file.
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
