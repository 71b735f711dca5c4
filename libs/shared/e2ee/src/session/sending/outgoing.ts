import type { Bytes } from '@sealwave/kernel';
import type { TransmissionTerms } from '../../transmissions/transmission-header';
import type { TransmissionEnd } from '../../transmissions/transmission-trailer';

/** Who could hear a transmission. Only members that proved to have its key before it began count. */
export interface Audience {
  /** How many others can hear us. */
  readonly hearing: number;
  /** How many others are in the room. */
  readonly others: number;
  /** Numbers of those who cannot. */
  readonly deaf: readonly number[];
}

/** A transmission that was sent. */
export interface SentTransmission {
  /** 16 bytes. If the transmission had to be renewed, the id of the last one. */
  readonly transmissionId: Bytes;
  readonly reason: TransmissionEnd['reason'];
  /** Counted at the end. Where a new key was handed out just before, answers under way are not in it: `people` tells of them. */
  readonly audience: Audience;
}

/** Voice that is sent while it is made. */
export interface OutgoingVoice {
  /** 16 bytes. The id changes when the transmission is renewed because a member has left. */
  readonly transmissionId: Bytes;
  /** Who can hear it now. */
  readonly audience: Audience;
  /**
   * Seals and sends consecutive frames. Resolves when the transport has accepted them.
   * @param counter time of the first of them since the beginning, in units of 20 ms, above all before.
   * @param frames 160 bytes of the coder each.
   * @throws SealedRoomError `audio_too_long` beyond 10 minutes.
   * @throws SessionError `not_connected` where the connection was lost.
   * @throws UsageError for other counters and sizes, and after the end.
   */
  send(counter: number, frames: readonly Bytes[]): Promise<void>;
  /**
   * Signs and sends the trailer.
   * @param report quality report, 40 bytes; empty for none.
   * @throws SessionError and UsageError as {@link send} does.
   */
  end(reason: 'done' | 'cancelled' | 'failed', report: Bytes): Promise<SentTransmission>;
}

/** Input of `beginVoice`. */
export type VoiceTerms = Omit<TransmissionTerms, 'kind' | 'coder'> & {
  readonly kind: 'live' | 'recorded';
  readonly coder: 'pcm8' | 'nlp64';
};

/** A recording to send. */
export interface Recording {
  /** Frames of 160 bytes of the coder, at most 30 000. */
  readonly frames: readonly Bytes[];
  readonly coder: VoiceTerms['coder'];
  /** When it was recorded, in milliseconds since 1970. */
  readonly startedMs: number;
  /** Quality report, 40 bytes; empty for none. */
  readonly report: Bytes;
  /**
   * Cancels the recording. The receivers are told, and the promise resolves with the reason `cancelled`. Before
   * the recording has begun, the promise rejects.
   */
  readonly signal?: AbortSignal;
  /**
   * Receives how many frames the transport has accepted. The count starts from 0 again when the transmission is
   * renewed.
   */
  readonly onProgress?: (frames: number) => void;
}
