import { FRAMES_A_KEY } from '../keys/transmission-chain';

/** Frames of a transmission at most: 10 minutes of 20 ms. */
export const MAX_FRAMES = 30_000;
/** Every frame of voice, before it is sealed, whatever is spoken and whichever the coder. */
export const VOICE_FRAME_BYTES = 160;
/** A live transmission of which nothing has come for this long was cut off, in milliseconds. */
const SILENCE_MS = 1000;
/** A clock that is further off than this is told of, in milliseconds. */
const CLOCK_TOLERANCE_MS = 2 * 60 * 1000;

/** Number of the key that seals a frame. */
export function keyIndexOf(counter: number): number {
  return Math.floor(counter / FRAMES_A_KEY);
}

/** The SFrame key id of a frame: it follows from step and counter, so that one key alone can be meant. */
export function frameKeyId(step: number, counter: number): bigint {
  return BigInt((step & 0xffff) * 0x100 + (keyIndexOf(counter) & 0xff));
}

/** Whether a live transmission of which the last part came at that moment was cut off. Both by one clock. */
export function isCutOff(lastPartMs: number, nowMs: number): boolean {
  return nowMs - lastPartMs > SILENCE_MS;
}

/** Whether the sender's clock says something else than ours: to be shown, never a reason to refuse. */
export function clockDiffers(startedMs: number, nowMs: number): boolean {
  return Math.abs(startedMs - nowMs) > CLOCK_TOLERANCE_MS;
}
