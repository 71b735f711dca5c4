import type { Incoming } from '@sealwave/node/voice-client';

/** A message that came, and when. */
export interface Received {
  readonly message: Incoming;
  readonly at: Date;
}

/** Something that is done with each message that comes. */
export interface Receiver {
  /** What to say of it besides, such as where it was saved. */
  take(received: Received): Promise<Record<string, string>>;
  /** Ends what is not done yet, when nothing more comes. */
  finish(): Promise<void>;
}
