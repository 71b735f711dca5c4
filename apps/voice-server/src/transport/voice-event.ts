import type { VoiceSession } from '../session/voice-session';

/** Events that the transport passes to Nest's handlers. */
export const VoiceEvent = { Opened: 'opened', Audio: 'audio', Closed: 'closed' } as const;

/** One of the events of the transport. */
export type VoiceEvent = (typeof VoiceEvent)[keyof typeof VoiceEvent];

/** A session started or ended. */
export interface SessionChange {
  readonly session: VoiceSession;
}

/** A message of a session that passed its checks. */
export interface AudioMessage extends SessionChange {
  readonly audio: Uint8Array;
}
