import type { Incoming } from '@sealwave/node/voice-client';

/** A received message and its time. */
export interface Received {
  readonly message: Incoming;
  readonly at: Date;
  /** Name of the sender; null if unknown. */
  readonly sender: string | null;
}

/** The outcome of a message. Empty when there is nothing to say. */
export interface ReceiveResult {
  /** Path of the saved file. */
  readonly file?: string;
  /** Why it was not saved. */
  readonly notSaved?: string;
  /** Why the message cannot be heard, or was not written to stdout. */
  readonly notPlayed?: string;
  readonly notWritten?: string;
}

/** Handles each message that arrives. */
export interface Receiver {
  handle(received: Received): Promise<ReceiveResult>;
  /** Completes pending work after the last message. */
  finish(): Promise<void>;
}
