import { FRAMES_A_KEY } from '../keys/sender-keys/transmission-chain';

/** Most frames of a transmission: 10 minutes of 20 ms each. */
export const MAX_FRAMES = 30_000;
/** Size of a frame of voice before it is sealed. It does not depend on the sound or the coder. */
export const VOICE_FRAME_BYTES = 160;
/** After this time without a frame, a live transmission counts as cut off, in milliseconds. */
const SILENCE_MS = 1000;
/** Largest difference between two clocks that is not shown, in milliseconds. */
const CLOCK_TOLERANCE_MS = 2 * 60 * 1000;

/** Number of the key that seals a frame. */
export function keyIndexOf(counter: number): number {
  return Math.floor(counter / FRAMES_A_KEY);
}

/** The SFrame key id of a frame. Step and counter determine it, so exactly one key is possible. */
export function frameKeyId(step: number, counter: number): bigint {
  return BigInt((step & 0xffff) * 0x100 + (keyIndexOf(counter) & 0xff));
}

/** Whether a live transmission was cut off: its last part is more than 1 s old. Both times are by one clock. */
export function isCutOff(lastPartMs: number, nowMs: number): boolean {
  return nowMs - lastPartMs > SILENCE_MS;
}

/**
 * Whether the sender's clock differs from ours by more than 2 minutes. Show this; never refuse because of it.
 */
export function clockDiffers(startedMs: number, nowMs: number): boolean {
  return Math.abs(startedMs - nowMs) > CLOCK_TOLERANCE_MS;
}
