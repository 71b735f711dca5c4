import type { ErrorCode } from './error-code';

/** Sizes, types and ids that help to find the cause: never keys, audio or tokens. */
export type ErrorDetail = Readonly<Record<string, string | number>>;

/** Root of the errors that are thrown on purpose; anything else that reaches the top is a bug. */
export abstract class VoiceError extends Error {
  /** True when the other side caused it: log as a warning and end that one connection or request. */
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

/** Our own code called a function with arguments that it documents as not allowed. */
export class UsageError extends VoiceError {
  override readonly peerFault = false;
}
