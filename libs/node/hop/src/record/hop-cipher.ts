import type { Bytes } from '@sealwave/kernel';
import type { FrameType } from '@sealwave/wire';

/**
 * Protects the frames of one connection after its handshake: base (docs/protocol.md, section 4) or secured
 * (section 9).
 */
export interface HopCipher {
  /**
   * Whether frames are bound to their type and order. If so, a frame that does not open ends the session.
   * Frames MUST then be sent in the order in which they were sealed.
   */
  readonly isSecured: boolean;
  /**
   * Seals `plaintext` as the body of a frame of `type`.
   * @throws SessionError when the keys have reached their limit.
   */
  seal(plaintext: Uint8Array, type: FrameType): Bytes;
  /** Like {@link seal}, but lets other work run after each piece of a long message. */
  sealYielding(plaintext: Uint8Array, type: FrameType): Promise<Bytes>;
  /**
   * Opens the body of a frame of `type`.
   * @throws SealRejectedError when it fails its checks.
   * @throws SessionError when it is authentic but must not be accepted.
   */
  open(sealed: Uint8Array, type: FrameType): Uint8Array;
  /** Like {@link open}, but lets other work run after each piece of a long message. */
  openYielding(sealed: Uint8Array, type: FrameType): Promise<Uint8Array>;
  /**
   * Changes the sending keys when they reach a limit.
   * @returns the body of the `C` that announces the change; null when there is none. The `C` MUST be sent
   * before everything sealed later.
   */
  rekeyIfDue(): Bytes | null;
}
