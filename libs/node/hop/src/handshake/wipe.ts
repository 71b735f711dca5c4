/** Overwrites secrets after use. A key object has its own copy, so its source can be wiped. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}

/**
 * Passes a secret to `use` and overwrites it afterwards, even if `use` throws.
 * @returns the result of `use`.
 */
export function useOnce<T>(secret: Uint8Array, use: (secret: Uint8Array) => T): T {
  try {
    return use(secret);
  } finally {
    wipe(secret);
  }
}
