import { ErrorCode, UsageError } from '@sealwave/kernel';

/** One argument with its name, as in `{ key }`. Errors show the name. */
type Named<T> = Readonly<Record<string, T>>;

/**
 * Checks the length of an argument.
 * @throws UsageError unless it is `expectedBytes` long.
 */
export function requireBytes(argument: Named<Uint8Array>, expectedBytes: number): void {
  const [[name, { length }]] = Object.entries(argument);
  if (length !== expectedBytes) throw misuse(name, `${expectedBytes} bytes`, length);
}

/**
 * Checks the smallest length of an argument.
 * @throws UsageError when it is shorter than `minBytes`.
 */
export function requireMinBytes(argument: Named<Uint8Array>, minBytes: number): void {
  const [[name, { length }]] = Object.entries(argument);
  if (length < minBytes) throw misuse(name, `at least ${minBytes} bytes`, length);
}

/**
 * Checks a number.
 * @throws UsageError unless it is a whole number from 1 to `max`.
 */
export function requireCount(argument: Named<number>, max: number): void {
  const [[name, count]] = Object.entries(argument);
  if (!Number.isInteger(count) || count < 1 || count > max) {
    throw misuse(name, `a whole number from 1 to ${max}`, count);
  }
}

function misuse(argument: string, expected: string, actual: number): UsageError {
  const message = `${argument} must be ${expected}, not ${actual}`;
  return new UsageError(ErrorCode.Usage, message, { argument, expected, actual });
}
