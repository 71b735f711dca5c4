import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bytes } from '@sealwave/kernel';
import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  OggOutputFormat,
  Output,
  WebMOutputFormat,
} from 'mediabunny';
import { OpusTrack } from './opus-track';

// Material for specs and benchmarks: recordings from disk, and files made to measure.

/** The bytes of one file of `libs/testing/assets`. */
export function readAsset(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(__dirname, '../../../testing/assets', name)));
}

/** 120 ms of nothing in two bytes: a packet of six frames of 20 ms that were not sent. */
export const LONG_SILENT_PACKET = Uint8Array.of(0xfb, 6);

/** An `OpusHead`; mono without pre-skip unless said otherwise. */
export function opusHead(
  fields: { channels?: number; preSkip?: number; gain?: number } = {},
): Bytes {
  const { channels = 1, preSkip = 0, gain = 0 } = fields;
  const head = new Uint8Array(19);
  const view = new DataView(head.buffer);
  head.set(new TextEncoder().encode('OpusHead'));
  view.setUint8(8, 1);
  view.setUint8(9, channels);
  view.setUint16(10, preSkip, true);
  view.setUint32(12, 48_000, true);
  view.setInt16(16, gain, true);
  return head;
}

/** The Opus packets of a recording. */
export async function opusPackets(
  recording: Uint8Array,
  container: 'webm' | 'ogg',
): Promise<Uint8Array[]> {
  const track = await OpusTrack.open(recording, container);
  const packets: Uint8Array[] = [];
  for await (const packet of track.packets()) packets.push(packet);
  track.dispose();
  return packets;
}

/** Puts Opus packets into a container whose parts all state their size. */
export async function muxOpus(
  packets: Iterable<Uint8Array>,
  { container = 'ogg', head = opusHead(), packetSeconds = 0.06 } = {},
): Promise<Uint8Array> {
  const target = new BufferTarget();
  const format = container === 'ogg' ? new OggOutputFormat() : new WebMOutputFormat();
  const output = new Output({ format, target });
  const source = new EncodedAudioPacketSource('opus');
  output.addAudioTrack(source);
  await output.start();
  const decoderConfig = {
    codec: 'opus',
    numberOfChannels: head[9],
    sampleRate: 48_000,
    description: head,
  };
  let timestamp = 0;
  for (const packet of packets) {
    await source.add(new EncodedPacket(packet, 'key', timestamp, packetSeconds), { decoderConfig });
    timestamp += packetSeconds;
  }
  await output.finalize();
  return new Uint8Array(target.buffer ?? new ArrayBuffer(0));
}
