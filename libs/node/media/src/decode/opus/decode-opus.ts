import { mixToMono } from '@sealwave/audio';
import { type OpusDecodedAudio, OpusDecoder } from 'opus-decoder';
import { AudioError } from '../audio-error';
import { demuxMatroska } from '../matroska/demux-matroska';
import { demuxOgg } from '../ogg/demux-ogg';
import type { MonoSlice } from '../mono-slice';
import type { OpusHead } from './opus-head';
import type { OpusPacket } from './opus-part';

/** The decoder always outputs 48 kHz, whatever was recorded. */
const SAMPLING_RATE = 48_000;

/** Size of the decoder's input buffer: 120 ms at 256 kbit/s, per channel. */
const MAX_PACKET_BYTES = 3840;

/** Largest slice of silence: a tenth of a second, like slices of sound. */
const MAX_SILENT_SAMPLES = 4800;

/** One broken packet in this number may be an accident. With more, it is not a recording. */
const PACKETS_PER_BROKEN = 4;

/**
 * Decodes the Opus sound of a WebM or Ogg file packet by packet. A packet that does not decode becomes silence
 * of the same duration.
 * @throws AudioError when the file or its sound is damaged, cut, or of another kind.
 */
export async function* decodeOpus(
  recording: Uint8Array,
  container: 'webm' | 'ogg',
): AsyncGenerator<MonoSlice, void, void> {
  const demux = container === 'webm' ? demuxMatroska : demuxOgg;
  const packets = { whole: 0, broken: 0 };
  let stream: OpusStream | undefined;
  let readBytes = 0;
  try {
    for (const part of demux(recording)) {
      if (part.kind === 'head') {
        stream?.free();
        stream = await OpusStream.begin(part.head);
      } else if (part.kind === 'silence') {
        yield* silence(part.samples);
      } else if (stream) {
        const samples = stream.decode(part);
        if (samples) packets.whole++;
        else if (part.state !== 'empty') packets.broken++;
        readBytes += part.bytes.length;
        const heard = samples ?? stream.skipStart(new Float32Array(part.samples));
        yield {
          samplingRate: SAMPLING_RATE,
          samples: heard.subarray(0, Math.max(0, heard.length - part.trim)),
          done: readBytes / recording.length,
        };
      }
    }
  } finally {
    stream?.free();
  }
  if (packets.broken * PACKETS_PER_BROKEN > packets.whole + packets.broken) {
    throw AudioError.unreadable('most of the Opus packets are broken', packets);
  }
}

function* silence(samples: number): Generator<MonoSlice, void, void> {
  for (let left = samples; left >= 0; left -= MAX_SILENT_SAMPLES) {
    const length = Math.min(left, MAX_SILENT_SAMPLES);
    yield { samplingRate: SAMPLING_RATE, samples: new Float32Array(length) };
  }
}

/** One stream with its decoder. */
class OpusStream {
  private skip: number;

  private constructor(
    private readonly head: OpusHead,
    private readonly decoder: OpusDecoder,
  ) {
    this.skip = head.preSkip;
  }

  static async begin(head: OpusHead): Promise<OpusStream> {
    const decoder = new OpusDecoder({
      channels: head.channelCount,
      streamCount: 1,
      coupledStreamCount: head.isCoupled ? 1 : 0,
      channelMappingTable: [...head.mapping],
    });
    await decoder.ready;
    return new OpusStream(head, decoder);
  }

  free(): void {
    this.decoder.free();
  }

  /** The sound of a packet as one channel; null when it does not decode. */
  decode({ bytes, state }: OpusPacket): Float32Array | null {
    const { channelCount, gain } = this.head;
    // Checks first. For a broken packet, the decoder would print a message or overrun its buffer.
    if (state !== 'whole' || bytes.length > MAX_PACKET_BYTES * channelCount) return null;
    const { channelData, errors } = decodeFrame(this.decoder, bytes);
    if (errors.length > 0) return null;
    const mono = this.skipStart(mixToMono(channelData));
    if (gain !== 1) for (let i = 0; i < mono.length; i++) mono[i] *= gain;
    return mono;
  }

  /** Drops the samples at the start that only prime the decoder. */
  skipStart(samples: Float32Array): Float32Array {
    const heard = samples.subarray(this.skip);
    this.skip -= samples.length - heard.length;
    return heard;
  }
}

function decodeFrame(decoder: OpusDecoder, packet: Uint8Array): OpusDecodedAudio {
  try {
    return decoder.decodeFrame(packet);
  } catch (error) {
    throw AudioError.unreadable('the Opus decoder gave up', { bytes: packet.length }, error);
  }
}
