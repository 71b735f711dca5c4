/** A file format that browsers play. */
export interface ContainerType {
  readonly mimeType: string;
  /** Extension for a file name, without the dot. */
  readonly extension: string;
}

const UNKNOWN: ContainerType = { mimeType: 'application/octet-stream', extension: 'bin' };

/** Latin-1 text near the start of each container. Browsers record these, or people have them as files. */
const SIGNATURES: readonly (readonly [at: number, text: string, type: ContainerType])[] = [
  [8, 'WAVE', { mimeType: 'audio/wav', extension: 'wav' }],
  [0, '\x1a\x45\xdf\xa3', { mimeType: 'audio/webm', extension: 'webm' }],
  [0, 'OggS', { mimeType: 'audio/ogg', extension: 'ogg' }],
  [4, 'ftyp', { mimeType: 'audio/mp4', extension: 'm4a' }],
  [0, 'fLaC', { mimeType: 'audio/flac', extension: 'flac' }],
  [0, 'ID3', { mimeType: 'audio/mpeg', extension: 'mp3' }],
  [0, '\xff\xfb', { mimeType: 'audio/mpeg', extension: 'mp3' }],
];

/**
 * Recognises a recording by its first bytes (RIFF/WAVE; RFC 8794, 11.2.1; RFC 3533, 6; ISO/IEC 14496-12, 4.3;
 * RFC 9639, 6; ISO/IEC 11172-3). A sealed recording states no type.
 */
export function containerTypeOf(recording: Uint8Array): ContainerType {
  const start = String.fromCharCode(...recording.subarray(0, 12));
  return SIGNATURES.find(([at, text]) => start.startsWith(text, at))?.[2] ?? UNKNOWN;
}
