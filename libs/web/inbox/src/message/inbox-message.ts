import type { Codec, QualityReport, RoomMember } from '@sealwave/contracts';
import type { Bytes } from '@sealwave/kernel';
import type { Place } from '@sealwave/web/gateway-client';
import type { UnlockProblem } from '../unlock/unlock-problem';

/** A recording from somebody else, as the inbox keeps it. */
export interface InboxMessage {
  readonly id: string;
  readonly origin: 'server' | 'file';
  /** Where it was sent, or opened: the only place where it is shown. Null where this page was nowhere. */
  readonly place: Place | null;
  /** Who sent it, where the voice server says so; nothing proves who that is. */
  readonly sender?: RoomMember;
  readonly receivedAt: Date;
  /** Bytes as they arrived. */
  readonly size: number;
  readonly codec: Codec;
  /** Null when its sender stated none. */
  readonly quality: QualityReport | null;
  /** Somebody started to listen to it, or saved it. */
  readonly heard: boolean;
  readonly content: MessageContent;
}

/** What is in a message, as far as that is known here. */
export type MessageContent =
  | { readonly kind: 'plain'; readonly voice: Voice }
  | LockedContent
  | UnlockedContent
  /** Sealed in a way that only the program of its sender knows. `url` is a `blob:` address of it. */
  | { readonly kind: 'foreign'; readonly url: string };

/** A sealed recording whose key is not here, or has not been tried yet. */
export interface LockedContent {
  readonly kind: 'locked';
  readonly sealed: SealedFile;
  readonly unlocking: boolean;
  /** Why it is still locked, after an attempt. */
  readonly problem: UnlockProblem | null;
}

/** A sealed recording that was opened, and whose proofs all held. */
export interface UnlockedContent {
  readonly kind: 'unlocked';
  readonly sealed: SealedFile;
  readonly voice: Voice;
  readonly proof: SealProof;
}

/** A sound that may be played. */
export interface Voice {
  /** A `blob:` address. */
  readonly url: string;
  readonly size: number;
  /** Of a file name, without the dot. */
  readonly extension: string;
  /** Null while nobody knows. */
  readonly durationMs: number | null;
  /** Strongest moment of each equal part, 0 to 1; null until it was decoded. */
  readonly peaks: Float32Array | null;
}

/** A sealed recording as it arrived. */
export interface SealedFile {
  readonly bytes: Bytes;
  /** A `blob:` address of the same. */
  readonly url: string;
}

/** What an opened recording says of its origin. */
export interface SealProof {
  /** 32 hexadecimal digits, chosen by the sender. */
  readonly messageId: string;
  /** Of the key that signed it, which is another one for each recording: groups of hexadecimal digits. */
  readonly fingerprint: string;
  /** By the sender's clock. */
  readonly sealedAt: Date;
  /** The same recording was unlocked here before. */
  readonly repeated: boolean;
}

/** What of a message may be played; null when there is nothing that passed its checks. */
export function voiceOf({ content }: InboxMessage): Voice | null {
  return content.kind === 'plain' || content.kind === 'unlocked' ? content.voice : null;
}

/** All `blob:` addresses that a message holds. */
export function urlsOf(message: InboxMessage): readonly string[] {
  const { content } = message;
  const voice = voiceOf(message);
  const urls = voice === null ? [] : [voice.url];
  if ('sealed' in content) urls.push(content.sealed.url);
  if (content.kind === 'foreign') urls.push(content.url);
  return urls;
}

/** Bytes of memory that a message holds: those of its addresses, and of a sealed file as it is. */
export function heldBytes(message: InboxMessage): number {
  const { content } = message;
  const voice = voiceOf(message)?.size ?? 0;
  if ('sealed' in content) return 2 * content.sealed.bytes.length + voice;
  return content.kind === 'foreign' ? message.size : voice;
}
