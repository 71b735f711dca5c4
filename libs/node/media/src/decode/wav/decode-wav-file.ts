import type { FileHandle } from 'node:fs/promises';
import { mixToMono, readWavLayout, WavError, WavFile, type WavLayout } from '@sealwave/audio';
import { asAudioError, checkLength } from './decode-wav';
import { readAt } from '../file-reading';
import type { MonoSlice } from '../mono-slice';

/** Bytes of samples in memory at a time. */
const PIECE_BYTES = 64 * 1024;

/** Size of the first read in bytes. Samples mostly begin within it, but pictures and texts may come first. */
const MIN_HEADER_BYTES = 64 * 1024;
const MAX_HEADER_BYTES = 16 * 1024 * 1024;

/**
 * Reads a WAVE file piece by piece. The memory does not depend on its length.
 * @throws AudioError when it is damaged, cut, or of an unsupported kind.
 */
export async function* decodeWavFile(file: FileHandle): AsyncGenerator<MonoSlice, void, void> {
  const layout = await findSamples(file);
  checkLength(layout, (await file.stat()).size);
  const { format, frameBytes, samplesAt, claimedBytes } = layout;
  const { samplingRate } = format;
  const wholeFrames = PIECE_BYTES - (PIECE_BYTES % frameBytes);
  for (let at = 0; at < claimedBytes; at += wholeFrames) {
    const wanted = Math.min(wholeFrames, claimedBytes - at);
    const bytes = await readAt(file, samplesAt + at, wanted);
    const piece = new WavFile(format, bytes);
    const samples = mixToMono(piece.read(0, piece.frameCount));
    if (samples.length > 0) yield { samplingRate, samples };
    if (bytes.length < wanted) return;
  }
}

/** Reads the beginning of the file, then more until its header is complete. */
async function findSamples(file: FileHandle): Promise<WavLayout> {
  for (let wanted = MIN_HEADER_BYTES; ; wanted *= 16) {
    const beginning = await readAt(file, 0, wanted);
    try {
      return readWavLayout(beginning);
    } catch (error) {
      const mayGoOn = beginning.length === wanted && wanted < MAX_HEADER_BYTES;
      if (!mayGoOn || !(error instanceof WavError)) throw asAudioError(error);
    }
  }
}
