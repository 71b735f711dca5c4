import type { OpusHead } from './opus-head';
import { opusPacketSamples } from './opus-packet';

/** What a container holds of Opus sound, in the order in which it is heard. Lengths are samples at 48 kHz. */
export type OpusPart =
  /** A stream begins: with a decoder of its own. There may be several, one after the other. */
  | { readonly kind: 'head'; readonly head: OpusHead }
  | OpusPacket
  /** Nothing was recorded for so long, as the container says; 0 where there is nothing to say, only to go on. */
  | { readonly kind: 'silence'; readonly samples: number };

/** One packet of a stream. */
export interface OpusPacket {
  readonly kind: 'packet';
  readonly bytes: Uint8Array;
  /** How long it lasts; as long as the one before where it cannot be decoded. */
  readonly samples: number;
  /** `empty` is what some encoders write for silence. */
  readonly state: 'whole' | 'empty' | 'broken';
  /** How much of its end is not to be heard. */
  readonly trim: number;
}

/** Where there is nothing to say about the sound, but others may have their turn. */
export const GOING_ON: OpusPart = { kind: 'silence', samples: 0 };

/** Longest packet: 120 ms (RFC 6716, 3.2.5). */
export const LONGEST_PACKET_SAMPLES = 5760;

/** What nearly every encoder makes: 20 ms. */
export const USUAL_SAMPLES = 960;

/**
 * Nothing says whether a packet of no bytes has taken the place of sound or came in between. The first ones of a stream
 * count as the latter, up to 20 ms, so that the time of what follows is right within that in any case.
 */
const LEFT_OUT_SAMPLES = 960;

/** Measures the packets of one stream, the broken ones too: they last as long as their neighbours. */
export class PacketMeter {
  private latest: number | null = null;
  private mayLeaveOut = LEFT_OUT_SAMPLES;

  /** False while nothing but broken packets has come, whose length is a guess. */
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

  /** Leaves out a packet of which it is not known whether it has a place of its own, as far as that may be. */
  leaveOut(packet: OpusPacket): OpusPacket {
    const leftOut = Math.min(this.mayLeaveOut, packet.samples);
    this.mayLeaveOut -= leftOut;
    return { ...packet, samples: packet.samples - leftOut };
  }
}

/** How long packets last together. */
export function samplesOf(packets: readonly OpusPacket[]): number {
  return packets.reduce((total, { samples }) => total + samples, 0);
}

/** Takes `samples` off the end of packets that follow each other. */
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
