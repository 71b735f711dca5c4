import { isMp3At } from './mp3/decode-mp3';
import { skipId3 } from './mp3/id3';

/** Supported containers; `webm` stands for all of Matroska. */
export type Container = 'wav' | 'webm' | 'ogg' | 'mp3' | 'flac';

const EBML = [0x1a, 0x45, 0xdf, 0xa3];
const WAVE_MAGICS = ['RIFF', 'RF64', 'BW64'];

/**
 * Recognises a container by its first bytes (RIFF/WAVE and its forms for large files; RFC 8794, 11.2.1; RFC
 * 3533, 6; RFC 9639, 6; two frames of MPEG audio). Ignores file names and media types.
 * @returns `undefined` for anything else.
 */
export function recognizeContainer(recording: Uint8Array): Container | undefined {
  const isRiff = WAVE_MAGICS.some((magic) => startsWith(recording, 0, ascii(magic)));
  if (isRiff && startsWith(recording, 8, ascii('WAVE'))) return 'wav';
  if (startsWith(recording, 0, EBML)) return 'webm';
  if (startsWith(recording, 0, ascii('OggS'))) return 'ogg';
  const start = skipId3(recording);
  if (startsWith(recording, start, ascii('fLaC'))) return 'flac';
  // A tag at the very beginning belongs to an MP3 file, however large its picture is.
  return start > 0 || isMp3At(recording, 0) ? 'mp3' : undefined;
}

function startsWith(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  return expected.every((byte, i) => bytes[at + i] === byte);
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
