import type { Bytes } from '@sealwave/kernel';

/** Decodes UTF-8 and keeps a byte order mark; null for bytes that are not UTF-8. */
export function decodeUtf8(bytes: Bytes): string | null {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(bytes);
  } catch {
    // Nothing else can be wrong.
    return null;
  }
}
