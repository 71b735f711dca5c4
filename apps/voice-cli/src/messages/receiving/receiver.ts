import type { Incoming } from '@sealwave/node/voice-client';

/** A message that came, and when. */
export interface Received {
  readonly message: Incoming;
  readonly at: Date;
  /** Name of who sent it; null where nobody says. */
  readonly sender: string | null;
}

/** What became of a message; nothing of it when all went well and there is nothing to say. */
export interface ReceiveResult {
  /** Where it was saved. */
  readonly file?: string;
  /** Why it was not saved. */
  readonly notSaved?: string;
  /** Why it cannot be heard, or was not written to stdout. */
  readonly notPlayed?: string;
  readonly notWritten?: string;
}

/** Something that is done with each message that comes. */
export interface Receiver {
  take(received: Received): Promise<ReceiveResult>;
  /** Ends what is not done yet, when nothing more comes. */
  finish(): Promise<void>;
}
