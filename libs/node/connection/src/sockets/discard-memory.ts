/**
 * Makes a buffer collectable although something still refers to it, such as a variable of a function that
 * waits. Every view of it has length 0 afterwards, so the caller must own the whole buffer, and no native
 * operation, such as a write to a socket, may be using it. Nothing happens the second time.
 */
export function discardMemory({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > 0)
    structuredClone(buffer, { transfer: [buffer] });
}
