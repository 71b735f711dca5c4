import type { Bytes } from '@sealwave/kernel';

/** A packet of 120 ms of silence in two bytes. Its six frames of 20 ms are empty. */
export const LONG_SILENT_PACKET = Uint8Array.of(0xfb, 6);

/**
 * Makes an `OpusHead`; mono without pre-skip unless given.
 * @param fields `mapping` of family 1: streams, coupled streams, and a number for each channel.
 */
export function opusHead(
  fields: { channels?: number; preSkip?: number; gain?: number; mapping?: number[] } = {},
): Bytes {
  const { channels = 1, preSkip = 0, gain = 0, mapping = [] } = fields;
  const head = new Uint8Array(19 + mapping.length);
  const view = new DataView(head.buffer);
  head.set(new TextEncoder().encode('OpusHead'));
  view.setUint8(8, 1);
  view.setUint8(9, channels);
  view.setUint16(10, preSkip, true);
  view.setUint32(12, 48_000, true);
  view.setInt16(16, gain, true);
  if (mapping.length > 0) head[18] = 1;
  head.set(mapping, 19);
  return head;
}
