/** The containers that a recording may come in; `webm` stands for all of Matroska. */
export type Container = 'wav' | 'webm' | 'ogg';

const EBML = [0x1a, 0x45, 0xdf, 0xa3];

/**
 * Recognises a container by its first bytes (RIFF/WAVE; RFC 8794, 11.2.1; RFC 3533, 6), never by a
 * name or a media type; `undefined` for everything else.
 */
export function recognizeContainer(recording: Uint8Array): Container | undefined {
  if (startsWith(recording, 0, ascii('RIFF')) && startsWith(recording, 8, ascii('WAVE'))) {
    return 'wav';
  }
  if (startsWith(recording, 0, EBML)) return 'webm';
  if (startsWith(recording, 0, ascii('OggS'))) return 'ogg';
  return undefined;
}

function startsWith(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  return expected.every((byte, i) => bytes[at + i] === byte);
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
