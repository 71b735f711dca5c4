import { mixToMono, readWavLayout, WavError, WavFile, type WavLayout } from '@sealwave/audio';
import { AudioError } from '../audio-error';
import type { MonoSlice } from '../mono-slice';

/** A slice is a tenth of a second, or shorter if there are many channels. */
const SLICES_PER_SECOND = 10;
const MAX_SLICE_SAMPLES = 16_384;

/** Sizes in this range come from programs that write to a pipe and do not know the length. */
const UNKNOWN_BYTES = { least: 0x7ffff000, most: 0xffffffff };

/**
 * Reads a WAVE file slice by slice.
 * @throws AudioError when it is damaged, cut, or of an unsupported kind.
 */
export function* decodeWav(recording: Uint8Array): Generator<MonoSlice, void, void> {
  const file = openWav(recording);
  const sliceFrames = Math.min(
    Math.ceil(file.samplingRate / SLICES_PER_SECOND),
    Math.floor(MAX_SLICE_SAMPLES / file.channelCount),
  );
  for (let from = 0; from < file.frameCount; from += sliceFrames) {
    const samples = mixToMono(file.read(from, sliceFrames));
    const done = Math.min(1, (from + sliceFrames) / file.frameCount);
    yield { samplingRate: file.samplingRate, samples, done };
  }
}

function openWav(recording: Uint8Array): WavFile {
  const layout = layoutOf(recording);
  checkLength(layout, recording.length);
  const { format, samplesAt, claimedBytes } = layout;
  return new WavFile(format, recording.subarray(samplesAt, samplesAt + claimedBytes));
}

function layoutOf(recording: Uint8Array): WavLayout {
  try {
    return readWavLayout(recording);
  } catch (error) {
    throw asAudioError(error);
  }
}

/**
 * Compares the stated length of a WAVE file with its size.
 * @throws AudioError when the file is shorter, unless its writer could not know the length.
 */
export function checkLength({ samplesAt, claimedBytes }: WavLayout, fileBytes: number): void {
  const isKnown = claimedBytes < UNKNOWN_BYTES.least || claimedBytes > UNKNOWN_BYTES.most;
  if (isKnown && samplesAt + claimedBytes > fileBytes) throw AudioError.cut();
}

/** Converts a WavError into an AudioError; returns any other error as it is. */
export function asAudioError(error: unknown): unknown {
  if (!(error instanceof WavError)) return error;
  return new AudioError(error.code, error.message, error.detail, { cause: error });
}
