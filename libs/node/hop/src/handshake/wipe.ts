/** Overwrites secrets that have served; what a key object was made of is copied into it and can go. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}

/** What `use` makes of a secret that nobody needs afterwards: it is overwritten, however that ends. */
export function useOnce<T>(secret: Uint8Array, use: (secret: Uint8Array) => T): T {
  try {
    return use(secret);
  } finally {
    wipe(secret);
  }
}
