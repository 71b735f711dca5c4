/**
 * Name of the file that a recording is saved as.
 * @param type MIME type of the recording.
 */
export function savedName(type: string, encrypted: boolean): string {
  if (encrypted) return 'sealwave-encrypted.wav';
  return `sealwave-recording.${type.startsWith('audio/ogg') ? 'ogg' : 'webm'}`;
}
