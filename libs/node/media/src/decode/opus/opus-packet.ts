/** Longest packet, in samples at 48 kHz: 120 ms (RFC 6716, 3.2.5, rule R5). */
const MAX_SAMPLES = 5760;

/** Longest frame, in bytes (rule R2). */
const MAX_FRAME_BYTES = 1275;

/**
 * Samples per channel that an Opus packet decodes to, at 48 kHz. `undefined` when it breaks rules R1 to R7 of
 * RFC 6716, 3.4. It finds broken packets, and their duration, before decoding.
 */
export function opusPacketSamples(packet: Uint8Array): number | undefined {
  if (packet.length === 0) return undefined;
  const configuration = packet[0] >> 3;
  const frames = frameCount(packet);
  const samples = frames * frameSamples(configuration);
  return frames > 0 && samples <= MAX_SAMPLES ? samples : undefined;
}

/** Length of one frame in each of the 32 configurations: SILK, hybrid, then CELT (RFC 6716, 3.1). */
function frameSamples(configuration: number): number {
  if (configuration < 12) return [480, 960, 1920, 2880][configuration % 4];
  if (configuration < 16) return [480, 960][configuration % 2];
  return [120, 240, 480, 960][configuration % 4];
}

/** Number of frames; 0 when their lengths contradict the length of the packet. */
function frameCount(packet: Uint8Array): number {
  const bytes = packet.length - 1;
  switch (packet[0] & 3) {
    case 0:
      return bytes <= MAX_FRAME_BYTES ? 1 : 0;
    case 1:
      return bytes % 2 === 0 && bytes / 2 <= MAX_FRAME_BYTES ? 2 : 0;
    case 2:
      return framesFit(packet, { at: 1, end: packet.length, count: 2, variable: true }) ? 2 : 0;
    default:
      return signalledFrameCount(packet);
  }
}

/**
 * Counts the frames of a packet with code 3. One byte states their number, whether they are padded, and whether
 * their lengths vary.
 */
function signalledFrameCount(packet: Uint8Array): number {
  if (packet.length < 2) return 0;
  const count = packet[1] & 0x3f;
  const variable = (packet[1] & 0x80) !== 0;
  let at = 2;
  let end = packet.length;
  if ((packet[1] & 0x40) !== 0) {
    let more: number;
    do {
      if (at >= end) return 0;
      more = packet[at++];
      end -= more === 255 ? 254 : more;
    } while (more === 255);
  }
  return count > 0 && framesFit(packet, { at, end, count, variable }) ? count : 0;
}

/** The frames of a packet lie from `at` to `end`. If their length varies, all but the last state it. */
interface FrameLayout {
  readonly at: number;
  readonly end: number;
  readonly count: number;
  readonly variable: boolean;
}

function framesFit(packet: Uint8Array, { at, end, count, variable }: FrameLayout): boolean {
  if (!variable) {
    const frameBytes = (end - at) / count;
    return frameBytes >= 0 && Number.isInteger(frameBytes) && frameBytes <= MAX_FRAME_BYTES;
  }
  let stated = 0;
  for (let i = 1; i < count; i++) {
    // One byte up to 251. Otherwise a second byte counts in fours (RFC 6716, 3.2.1).
    const isLong = packet[at] >= 252;
    if (at + (isLong ? 2 : 1) > end) return false;
    stated += isLong ? packet[at] + 4 * packet[at + 1] : packet[at];
    at += isLong ? 2 : 1;
  }
  const last = end - at - stated;
  return last >= 0 && last <= MAX_FRAME_BYTES;
}
