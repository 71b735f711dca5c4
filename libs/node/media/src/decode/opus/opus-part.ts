import type { OpusHead } from './opus-head';
import { opusPacketSamples } from './opus-packet';

/** A part of a container's Opus sound, in playing order. Lengths are samples at 48 kHz. */
export type OpusPart =
  /** A stream begins. Each needs its own decoder. Several streams may follow each other. */
  | { readonly kind: 'head'; readonly head: OpusHead }
  | OpusPacket
  /** Nothing was recorded for this time, according to the container. A length of 0 only lets other work run. */
  | { readonly kind: 'silence'; readonly samples: number };

/** One packet of a stream. */
export interface OpusPacket {
  readonly kind: 'packet';
  readonly bytes: Uint8Array;
  /** Duration of the packet. If it cannot be decoded, that of the previous packet. */
  readonly samples: number;
  /** `empty`: some encoders write such packets for silence. */
  readonly state: 'whole' | 'empty' | 'broken';
  /** Samples to drop from the end of the decoded packet. */
  readonly trim: number;
}

/** An empty part. A demuxer that finds nothing to play for long yields it, so that other work can run. */
export const GOING_ON: OpusPart = { kind: 'silence', samples: 0 };

/** Longest packet: 120 ms (RFC 6716, 3.2.5). */
export const LONGEST_PACKET_SAMPLES = 5760;

/** Duration of the packets of nearly every encoder: 20 ms. */
export const USUAL_SAMPLES = 960;

/**
 * How much of the first empty packets of a stream to drop. An empty packet may have replaced sound or may have
 * been inserted; nothing tells which. Dropping at most 20 ms keeps later times correct within 20 ms.
 */
const LEFT_OUT_SAMPLES = 960;

/** Measures the packets of a stream. Broken ones get the duration of their neighbours. */
export class PacketMeter {
  private latest: number | null = null;
  private mayLeaveOut = LEFT_OUT_SAMPLES;

  /** Whether any intact packet was measured. Before that, durations are a guess. */
  get hasMeasured(): boolean {
    return this.latest !== null;
  }

  measure(bytes: Uint8Array): OpusPacket {
    const samples = opusPacketSamples(bytes);
    if (samples !== undefined) {
      this.latest = samples;
      return { kind: 'packet', bytes, samples, state: 'whole', trim: 0 };
    }
    const state = bytes.length === 0 ? 'empty' : 'broken';
    return { kind: 'packet', bytes, samples: this.latest ?? USUAL_SAMPLES, state, trim: 0 };
  }

  /**
   * Shortens a packet that may not have a place of its own. All packets together lose at most a fixed amount.
   */
  leaveOut(packet: OpusPacket): OpusPacket {
    const leftOut = Math.min(this.mayLeaveOut, packet.samples);
    this.mayLeaveOut -= leftOut;
    return { ...packet, samples: packet.samples - leftOut };
  }
}

/** Total duration of packets. */
export function samplesOf(packets: readonly OpusPacket[]): number {
  return packets.reduce((total, { samples }) => total + samples, 0);
}

/** Cuts `samples` off the end of consecutive packets. */
export function trimEnd(packets: readonly OpusPacket[], samples: number): OpusPacket[] {
  let left = samples;
  const trimmed: OpusPacket[] = [];
  for (const packet of [...packets].reverse()) {
    const trim = Math.min(left, packet.samples);
    left -= trim;
    trimmed.unshift({ ...packet, trim });
  }
  return trimmed;
}
