import { mixToMono } from '@sealwave/audio';
import { type OpusDecodedAudio, OpusDecoder } from 'opus-decoder';
import { AudioError } from './audio-error';
import type { MonoSlice } from './mono-slice';
import { opusPacketSamples } from './opus-packet';
import { OpusTrack } from './opus-track';

/** Opus always decodes to 48 kHz here, whatever was recorded. */
const SAMPLING_RATE = 48_000;

/** Input buffer of the decoder: room for 120 ms at 256 kbit/s, per channel. */
const MAX_PACKET_BYTES = 3840;

/**
 * Decodes the Opus sound of a WebM or Ogg file, one packet at a time.
 * @throws AudioError when the file or its sound is broken or of another kind.
 */
export async function* decodeOpus(
  recording: Uint8Array,
  container: 'webm' | 'ogg',
): AsyncGenerator<MonoSlice, void, void> {
  const track = await OpusTrack.open(recording, container);
  try {
    const { channelCount, gain, preSkip } = track.head;
    const decoder = await readyDecoder(channelCount);
    try {
      let skip = preSkip;
      let readBytes = 0;
      for await (const packet of track.packets()) {
        const mono = mixToMono(decodePacket(decoder, packet, channelCount)).subarray(skip);
        skip = Math.max(0, skip - (opusPacketSamples(packet) ?? 0));
        if (gain !== 1) for (let i = 0; i < mono.length; i++) mono[i] *= gain;
        readBytes += packet.length;
        yield {
          samplingRate: SAMPLING_RATE,
          samples: mono,
          done: readBytes / recording.length,
        };
      }
    } finally {
      decoder.free();
    }
  } finally {
    track.dispose();
  }
}

async function readyDecoder(channels: number): Promise<OpusDecoder> {
  const decoder = new OpusDecoder({ channels });
  await decoder.ready;
  return decoder;
}

function decodePacket(decoder: OpusDecoder, packet: Uint8Array, channels: number): Float32Array[] {
  // Checked first: the decoder would write to the terminal about it, or overrun its buffer.
  if (opusPacketSamples(packet) === undefined || packet.length > MAX_PACKET_BYTES * channels) {
    throw AudioError.unreadable('a broken Opus packet', { bytes: packet.length });
  }
  const { channelData, errors } = decodeFrame(decoder, packet);
  if (errors.length > 0) throw AudioError.unreadable(errors[0].message, { bytes: packet.length });
  return channelData;
}

function decodeFrame(decoder: OpusDecoder, packet: Uint8Array): OpusDecodedAudio {
  try {
    return decoder.decodeFrame(packet);
  } catch (error) {
    throw AudioError.unreadable('the Opus decoder gave up', { bytes: packet.length }, error);
  }
}
