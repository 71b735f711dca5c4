const EXTENSIONS: readonly (readonly [mimeType: string, extension: string])[] = [
  ['audio/ogg', 'ogg'],
  ['audio/mp4', 'm4a'],
  ['audio/wav', 'wav'],
];

/**
 * File name for saving a recording.
 * @param type MIME type of the recording.
 */
export function savedName(type: string, encrypted: boolean): string {
  if (encrypted) return 'sealwave-encrypted.wav';
  const known = EXTENSIONS.find(([mimeType]) => type.startsWith(mimeType));
  return `sealwave-recording.${known?.[1] ?? 'webm'}`;
}
