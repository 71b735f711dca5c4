import type { Bytes } from '@sealwave/kernel';
import type { FrameType } from '@sealwave/wire';

/**
 * What protects the frames of one connection after its handshake, whichever of the two protections
 * was agreed: base (docs/protocol.md, section 4) or secured (section 9).
 */
export interface HopCipher {
  /**
   * Whether frames are bound to their type and their place in the order. Then every failure to open
   * one ends the session, and what was sealed first has to be sent first.
   */
  readonly isSecured: boolean;
  /**
   * The body of a frame of `type` that carries `plaintext`.
   * @throws SessionError when the keys have protected all that they may.
   */
  seal(plaintext: Uint8Array, type: FrameType): Bytes;
  /** Like {@link seal}, and lets others have a turn after each piece of a long message. */
  sealYielding(plaintext: Uint8Array, type: FrameType): Promise<Bytes>;
  /**
   * What the body of a frame of `type` carries.
   * @throws SealRejectedError when it fails its checks.
   * @throws SessionError when it is genuine and must not be taken.
   */
  open(sealed: Uint8Array, type: FrameType): Uint8Array;
  /** Like {@link open}, and lets others have a turn after each piece of a long message. */
  openYielding(sealed: Uint8Array, type: FrameType): Promise<Uint8Array>;
  /**
   * Takes new keys for sending when the present ones have served long enough.
   * @returns the body of the `C` that says so, which has to be sent before all that is sealed from
   * now on; null when there is nothing to say.
   */
  rekeyIfDue(): Bytes | null;
}
