import type { Codec, QualityReport, RoomMember } from '@sealwave/contracts';
import type { Bytes } from '@sealwave/kernel';
import type { Place } from '@sealwave/web/gateway-client';
import type { TransmissionProof } from '@sealwave/web/sealed-room';
import type { UnlockProblem } from '../unlock/unlock-problem';

/** A message in the inbox. */
export interface InboxMessage {
  readonly id: string;
  readonly origin: 'server' | 'file';
  /** Where the message was sent or opened. It is shown only there. Null if this page had no place. */
  readonly place: Place | null;
  /** The sender, as the voice server reports it; nothing but `signed` proves who that is. */
  readonly sender?: RoomMember;
  /** In a sealed room: what the signature of the sender proves. */
  readonly signed?: TransmissionProof;
  readonly receivedAt: Date;
  /** Size in bytes, as it arrived. */
  readonly size: number;
  readonly codec: Codec;
  /** Null if the sender sent no report. */
  readonly quality: QualityReport | null;
  /** Whether a person started to listen to the message, or saved it. */
  readonly heard: boolean;
  readonly content: MessageContent;
}

/** The content of a message, and whether it is locked. */
export type MessageContent =
  | { readonly kind: 'plain'; readonly voice: PlayableAudio }
  | LockedContent
  | UnlockedContent
  /** Sealed in a form that only the sender's program knows. `url` is a `blob:` address of the bytes. */
  | { readonly kind: 'foreign'; readonly url: string };

/** A sealed recording whose key is missing or not tried yet. */
export interface LockedContent {
  readonly kind: 'locked';
  readonly sealed: SealedFile;
  readonly unlocking: boolean;
  /** Why the last attempt to unlock the message failed. */
  readonly problem: UnlockProblem | null;
}

/** A sealed recording that was opened and passed all checks. */
export interface UnlockedContent {
  readonly kind: 'unlocked';
  readonly sealed: SealedFile;
  readonly voice: PlayableAudio;
  readonly proof: SealProof;
}

/** A sound that may be played. */
export interface PlayableAudio {
  /** A `blob:` address. */
  readonly url: string;
  readonly size: number;
  /** Extension for a file name, without the dot. */
  readonly extension: string;
  /** Null while unknown. */
  readonly durationMs: number | null;
  /** Peak of each equal part, 0 to 1; null until it is decoded. */
  readonly peaks: Float32Array | null;
}

/** A sealed recording as it arrived. */
export interface SealedFile {
  readonly bytes: Bytes;
  /** A `blob:` address of these bytes. */
  readonly url: string;
}

/** What an opened recording says about its origin. */
export interface SealProof {
  /** 32 hexadecimal digits, chosen by the sender. */
  readonly messageId: string;
  /** Fingerprint of the signing key: groups of hexadecimal digits. The key is different for each recording. */
  readonly fingerprint: string;
  /** By the sender's clock. */
  readonly sealedAt: Date;
  /** Whether the same recording was unlocked here before. */
  readonly repeated: boolean;
}

/** The sound of a message; null if there is none that passed its checks. */
export function voiceOf({ content }: InboxMessage): PlayableAudio | null {
  return content.kind === 'plain' || content.kind === 'unlocked' ? content.voice : null;
}

/** All `blob:` addresses of a message. */
export function urlsOf(message: InboxMessage): readonly string[] {
  const { content } = message;
  const voice = voiceOf(message);
  const urls = voice === null ? [] : [voice.url];
  if ('sealed' in content) urls.push(content.sealed.url);
  if (content.kind === 'foreign') urls.push(content.url);
  return urls;
}

/**
 * Memory of a message in bytes. Blobs behind its `blob:` addresses count, and sealed bytes count twice: they
 * are held as an array too.
 */
export function heldBytes(message: InboxMessage): number {
  const { content } = message;
  const voice = voiceOf(message)?.size ?? 0;
  if ('sealed' in content) return 2 * content.sealed.bytes.length + voice;
  return content.kind === 'foreign' ? message.size : voice;
}
