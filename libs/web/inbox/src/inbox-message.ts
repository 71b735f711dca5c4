import type { ReceivedMessage } from '@sealwave/web/gateway-client';

/** A recording from somebody else, as the inbox keeps it. */
export interface InboxMessage extends Omit<ReceivedMessage, 'audio' | 'verified'> {
  /** A `blob:` address of the audio. */
  readonly url: string;
  readonly bytes: number;
  readonly receivedAt: Date;
  readonly heard: boolean;
}
