import { ErrorCode, UsageError } from '@sealwave/kernel';

/**
 * Checks the length of one argument, passed under its name: `requireBytes({ key }, 32)`.
 * @throws UsageError naming the argument, what was expected and what came.
 */
export function requireBytes(argument: Record<string, Uint8Array>, expectedBytes: number): void {
  for (const [name, bytes] of Object.entries(argument)) {
    const actualBytes = bytes.length;
    if (actualBytes === expectedBytes) continue;
    throw new UsageError(
      ErrorCode.Usage,
      `${name} must be ${expectedBytes} bytes, not ${actualBytes}`,
      { argument: name, expectedBytes, actualBytes },
    );
  }
}
