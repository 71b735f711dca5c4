import { type Bytes, ErrorCode, UsageError } from '@sealwave/kernel';
import { SealedRoomError } from '../../encoding/sealed-room-error';
import { encodeText } from '../../transmissions/text-frame';
import type { TransmissionTerms } from '../../transmissions/transmission-header';
import type { TransmissionEnd } from '../../transmissions/transmission-trailer';
import { MAX_FRAMES, VOICE_FRAME_BYTES } from '../../transmissions/transmission-limits';
import type { OwnSenderKey } from '../own/own-sender-key';
import { SessionError } from '../session-error';
import type { Recording, SentTransmission } from './outgoing';
import type { OutgoingTransmission } from './outgoing-transmission';

/** Frames that are sealed at a time. They fill one part of 16 KiB. */
const FRAMES_AT_ONCE = 88;
/** How often a recording or a text begins again because members leave. */
const MAX_ATTEMPTS = 8;
const NO_REPORT: Bytes = new Uint8Array();

/**
 * Sends a recording as one transmission. When a member leaves meanwhile, it sends the whole recording again
 * under new keys. The member that left opens nothing from then on. The others have one piece, with a digest and
 * a report of the whole.
 * @throws SealedRoomError and SessionError as `sendRecorded` of the session does.
 */
export async function sendRecording(
  senderKey: OwnSenderKey,
  recording: Recording,
): Promise<SentTransmission> {
  const { coder, startedMs, report, signal } = recording;
  requireFrames(recording.frames);
  if (signal?.aborted) throw SessionError.cancelled();
  const terms = { kind: 'recorded', coder, startedMs } as const;
  return sendWhole(senderKey, terms, async (outgoing) => {
    const reason = await sendFrames(outgoing, recording);
    return { reason, report: reason === 'done' ? report : NO_REPORT };
  });
}

/** Sends a text as one transmission, in the same way. @throws UsageError `text_too_long`, before anything is sent. */
export async function sendTextTransmission(
  senderKey: OwnSenderKey,
  { text, startedMs }: { readonly text: string; readonly startedMs: number },
): Promise<SentTransmission> {
  encodeText(text);
  const terms = { kind: 'text', coder: 'none', startedMs } as const;
  return sendWhole(senderKey, terms, async (outgoing) => {
    if (outgoing.mustRenew) return { reason: 'renewed', report: NO_REPORT };
    await outgoing.sendText(text);
    return { reason: 'done', report: NO_REPORT };
  });
}

/** @param send sends what is between header and trailer; where it says `renewed`, all of it begins again. */
async function sendWhole(
  senderKey: OwnSenderKey,
  terms: TransmissionTerms,
  send: (outgoing: OutgoingTransmission) => Promise<TransmissionEnd>,
): Promise<SentTransmission> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const outgoing = await senderKey.begin(terms);
    try {
      const sent = await outgoing.end(await send(outgoing));
      if (sent.reason !== 'renewed') return sent;
    } finally {
      outgoing.abandon();
    }
  }
  throw SessionError.unsettled();
}

function requireFrames(frames: readonly Bytes[]): void {
  if (frames.length > MAX_FRAMES) throw SealedRoomError.tooLong();
  if (frames.every(({ length }) => length === VOICE_FRAME_BYTES)) return;
  throw new UsageError(ErrorCode.Usage, 'a frame of voice has 160 bytes');
}

async function sendFrames(
  outgoing: OutgoingTransmission,
  { frames, signal, onProgress }: Recording,
): Promise<'done' | 'cancelled' | 'renewed'> {
  for (let at = 0; at < frames.length; at += FRAMES_AT_ONCE) {
    if (signal?.aborted) return 'cancelled';
    if (outgoing.mustRenew) return 'renewed';
    const some = frames.slice(at, at + FRAMES_AT_ONCE);
    await outgoing.sendFrames(at, some);
    onProgress?.(at + some.length);
  }
  return 'done';
}
