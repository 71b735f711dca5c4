import type { ErrorCode } from './error-code';

/** Sizes, types and ids that help to find the cause. MUST NOT contain keys, audio or tokens. */
export type ErrorDetail = Readonly<Record<string, string | number>>;

/** Root of all errors that we throw on purpose. Any other error that reaches the top is a bug. */
export abstract class VoiceError extends Error {
  /**
   * True when the other side is at fault. The handler then logs a warning and ends that one connection or
   * request.
   */
  abstract readonly peerFault: boolean;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly detail: ErrorDetail = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A caller broke the documented conditions of a function: a bug in our own code. */
export class UsageError extends VoiceError {
  override readonly peerFault = false;
}
