import type { VoiceSession } from '../session/voice-session';

/** Events that the transport hands to Nest's handlers. */
export const VoiceEvent = { Opened: 'opened', Audio: 'audio', Closed: 'closed' } as const;

/** One of the events of the transport. */
export type VoiceEvent = (typeof VoiceEvent)[keyof typeof VoiceEvent];

/** A session has begun, or has ended. */
export interface SessionChange {
  readonly session: VoiceSession;
}

/** A session sent a message, and its checks succeeded. */
export interface AudioMessage extends SessionChange {
  readonly audio: Uint8Array;
}
