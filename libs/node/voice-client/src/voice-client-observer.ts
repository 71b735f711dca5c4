import type { VoiceError } from '@sealwave/kernel';
import type { VoiceDecoding } from '@sealwave/node/media';
import type { RelayedRecord, RoomNotice } from '@sealwave/room/record';
import type { ConnectionOptions } from './connection/open-connection';

/** A record of another member of a sealed room, with the member's number. */
export type SealedNotice = RelayedRecord & { readonly n: number };

/** Options of {@link VoiceClient}. */
export interface VoiceClientOptions extends ConnectionOptions {
  /** Decodes voice for a server of the base protocol. By default, decoding takes turns with other work. */
  readonly decoding?: VoiceDecoding;
}

/** Receives the events of a client, in order. */
export interface VoiceClientObserver {
  /** The client is connected again after its connection was lost. */
  onReconnected(): void;
  /** The connection was lost; attempts to restore it follow. */
  onLost(): void;
  /** Attempt number `attempt`, from 1, follows in `delayMs` milliseconds. */
  onReconnecting(attempt: number, delayMs: number): void;
  /**
   * A message whose checks succeeded. The next one waits until this one is handled.
   * @param sender number of the member that sent it; null when the server does not say.
   * @param release frees its memory budget early: call it when `audio` is counted elsewhere.
   */
  onAudio(audio: Uint8Array, sender: number | null, release: () => void): void | Promise<void>;
  /**
   * In a sealed room: a record of another member, which no server could open. After each connection, the
   * records of members that were there before come first. The next event waits until this one is handled.
   */
  onSealed?(record: SealedNotice): void | Promise<void>;
  /**
   * In a sealed room: a part of a transmission of member `n`, as `encodePart` returns it. The next event waits until
   * this one is handled.
   */
  onPart?(n: number, part: Uint8Array): void | Promise<void>;
  /** In a sealed room: the end of our transmission `id` was relayed to `recipients` others. */
  onSent?(id: string, recipients: number): void;
  /** The roster has changed, or a member has started or stopped something. */
  onRoom?(notice: RoomNotice): void;
  /** A message failed its checks, or {@link onAudio} could not handle it. */
  onDropped(error: VoiceError): void;
  /** The connection was lost, an attempt to restore it failed, or the server reports an error. */
  onProblem(error: VoiceError): void;
  /**
   * The connection will not be restored: another server answers, we were removed, or the room does not admit
   * us again.
   */
  onGivenUp(error: VoiceError): void;
}
