import { concat } from '@sealwave/kernel';
import { AudioError } from '../audio-error';
import type { OggPage } from './ogg-page';
import { parseOpusHead } from '../opus/opus-head';
import {
  GOING_ON,
  LONGEST_PACKET_SAMPLES,
  type OpusPacket,
  type OpusPart,
  PacketMeter,
  samplesOf,
  trimEnd,
} from '../opus/opus-part';

const TAGS_MAGIC = 'OpusTags';
const CONTINUES = 255;
/** Tolerance for positions of pages. They are exact except from writers that count in milliseconds. */
const MAX_ROUNDING_SAMPLES = 96;

/** One Opus stream of an Ogg file (RFC 7845), page by page. */
export class OggOpusStream {
  /** Whether its last page was read. */
  isOver = false;
  private readonly meter = new PacketMeter();
  private headerPackets = 0;
  private sequence: number | null = null;
  private unfinished: Uint8Array[] = [];
  /** Position of the first sample. Live streams do not begin at 0. */
  private origin: number | null = null;
  private samples = 0;

  constructor(readonly serial: number) {}

  /**
   * Reads a page.
   * @throws AudioError when pages are missing, or state more sound than there is.
   */
  *read(page: OggPage): Generator<OpusPart, void, void> {
    this.checkOrder(page);
    const packets: OpusPacket[] = [];
    for (const bytes of this.packetsOf(page)) {
      if (this.headerPackets === 0) yield { kind: 'head', head: parseOpusHead(bytes) };
      const isHeader = this.headerPackets === 0 || (this.headerPackets === 1 && isTags(bytes));
      if (!isHeader) packets.push(this.meter.measure(bytes));
      this.headerPackets++;
    }
    if (packets.length === 0) yield GOING_ON;
    else yield* this.place(packets, page);
    if (page.isLast) this.end();
  }

  /**
   * Ends the stream.
   * @throws AudioError when a packet is incomplete.
   */
  end(): void {
    if (this.unfinished.length > 0) throw AudioError.cut();
    this.isOver = true;
  }

  private checkOrder({ sequence, isContinued, isFirst }: OggPage): void {
    const isMissing = this.sequence !== null && sequence > this.sequence + 1;
    const isContinuing = this.unfinished.length > 0;
    if (isMissing || (isContinued !== isContinuing && !isFirst)) {
      throw AudioError.unreadable('pages of the Ogg file are missing', { sequence });
    }
    this.sequence = sequence;
  }

  private *packetsOf({ sizes, body }: OggPage): Generator<Uint8Array, void, void> {
    let start = 0;
    let at = 0;
    for (const size of sizes) {
      at += size;
      if (size === CONTINUES) continue;
      const end = body.subarray(start, at);
      yield this.unfinished.length === 0 ? end : concat(...this.unfinished.splice(0), end);
      start = at;
    }
    if (sizes.at(-1) === CONTINUES) this.unfinished.push(body.subarray(start));
  }

  /** Compares the packets that end on a page with its position. Cuts the padding off the last page. */
  private place(found: readonly OpusPacket[], page: OggPage): readonly OpusPacket[] {
    const packets = this.settle(found, page);
    const length = samplesOf(packets);
    this.samples += length;
    if (page.granule < 0n) return packets;
    if (this.origin === null) {
      const first = Number(page.granule) - this.samples;
      this.origin = first > 0 && !page.isLast ? first : 0;
    }
    if (!page.isLast) return packets;
    const surplus = this.samples - (Number(page.granule) - this.origin);
    if (surplus < -LONGEST_PACKET_SAMPLES) throw AudioError.cut();
    // A recorder that counts differently causes a surplus before the last page.
    return surplus > 0 && surplus < length ? trimEnd(packets, surplus) : packets;
  }

  /**
   * Decides the duration of packets that cannot be decoded. A broken packet lasts as long as another if the
   * page's position agrees. An empty packet may be an addition that its writer counted.
   */
  private settle(found: readonly OpusPacket[], { granule }: OggPage): readonly OpusPacket[] {
    if (found.every(({ state }) => state === 'whole') || granule < 0n) return found;
    const stated = Number(granule) - ((this.origin ?? 0) + this.samples);
    const isCounted = Math.abs(stated - samplesOf(found)) <= MAX_ROUNDING_SAMPLES;
    const settled = found.map((packet) => {
      if (packet.state === 'whole') return packet;
      if (!isCounted) return { ...packet, samples: 0 };
      return packet.state === 'empty' ? this.meter.leaveOut(packet) : packet;
    });
    // What was dropped shifts all positions from here on.
    if (stated > 0) this.origin = (this.origin ?? 0) + stated - samplesOf(settled);
    return settled;
  }
}

function isTags(packet: Uint8Array): boolean {
  return String.fromCharCode(...packet.subarray(0, TAGS_MAGIC.length)) === TAGS_MAGIC;
}
