import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  OggOutputFormat,
  Output,
  WebMOutputFormat,
} from 'mediabunny';
import { playableWav } from '@sealwave/message';
import type { VoiceDecoding } from '../code/voice-decoding';
import { demuxMatroska } from '../decode/matroska/demux-matroska';
import { demuxOgg } from '../decode/ogg/demux-ogg';
import { opusHead } from './opus-fixtures';

export { LONG_SILENT_PACKET, opusHead } from './opus-fixtures';

// Material for specs and benchmarks: recordings from disk, and generated files.

/** Reads a file of `libs/testing/assets`. */
export function readAsset(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(__dirname, '../../../../testing/assets', name)));
}

/** The Opus packets of a recording. */
export function opusPackets(recording: Uint8Array, container: 'webm' | 'ogg'): Uint8Array[] {
  const demux = container === 'webm' ? demuxMatroska : demuxOgg;
  const packets: Uint8Array[] = [];
  for (const part of demux(recording)) if (part.kind === 'packet') packets.push(part.bytes);
  return packets;
}

/** Muxes Opus packets into a container. Each element states its size. */
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

/** Decodes in one go, without letting other work run. */
export const decodingAtOnce: VoiceDecoding = {
  async decompress(message, format) {
    const work = playableWav(message, format);
    let step = work.next();
    while (!step.done) step = work.next();
    return step.value;
  },
};
