import type { Bytes } from '@sealwave/kernel';

/** The text that the bytes are in UTF-8, a byte order mark included; null where they are no text. */
export function decodeUtf8(bytes: Bytes): string | null {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(bytes);
  } catch {
    // Nothing else can be wrong.
    return null;
  }
}
