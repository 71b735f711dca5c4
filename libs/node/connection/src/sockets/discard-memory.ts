/**
 * Makes a buffer collectable although something still refers to it, such as a variable of a waiting function.
 * Afterwards, every view of the buffer has length 0. So the caller must own the whole buffer, and no native
 * operation, such as a write to a socket, may be using it. A second call does nothing.
 */
export function discardMemory({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > 0)
    structuredClone(buffer, { transfer: [buffer] });
}
