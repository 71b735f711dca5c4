import { concat } from '@sealwave/kernel';
import { AudioError } from '../audio-error';
import { type EbmlElement, readEbmlNumber } from './ebml';
import { BEHIND_CLUSTER, ID, IN_BLOCK_GROUP, IN_CLUSTER, IN_SEGMENT } from './matroska-elements';
import { unlace } from './matroska-lacing';
import { MatroskaReader } from './matroska-reader';
import { type MatroskaTrack, readTracks } from './matroska-track';
import { MatroskaTimeline } from './matroska-timeline';
import {
  GOING_ON,
  type OpusPacket,
  type OpusPart,
  PacketMeter,
  samplesOf,
  trimEnd,
} from '../opus/opus-part';

/** Bytes of a block between its track number and its content: a 16-bit time and flags. */
const TIME_AND_FLAGS_BYTES = 3;
const LACING_SHIFT = 1;
const LACING_BITS = 3;

const MAX_ID_BYTES = 4;
const MAX_SIZE_BYTES = 8;

/**
 * Extracts the Opus sound of a Matroska or WebM file (RFC 9559). Other files may be appended to it.
 * @throws AudioError when any part is damaged, cut or not understood. So the output is always complete.
 */
export function demuxMatroska(recording: Uint8Array): Generator<OpusPart, void, void> {
  return new MatroskaDemuxer(recording).run();
}

class MatroskaDemuxer {
  private readonly reader: MatroskaReader;
  private track: MatroskaTrack | null = null;
  private timeline = new MatroskaTimeline();
  private meter = new PacketMeter();
  private doubtful: OpusPacket | null = null;

  constructor(private readonly bytes: Uint8Array) {
    this.reader = new MatroskaReader(bytes);
  }

  *run(): Generator<OpusPart, void, void> {
    let at = 0;
    do {
      const header = this.reader.element(at);
      if (header.id === ID.void && at > 0) at = this.reader.endOf(header);
      else at = yield* this.document(header);
    } while (at < this.bytes.length && !this.reader.isPadding(at));
  }

  /**
   * Reads one file after its header.
   * @returns the offset of its end.
   */
  private *document(header: EbmlElement): Generator<OpusPart, number, void> {
    if (header.id !== ID.ebml) {
      throw AudioError.unreadable('something else follows in the WebM file', { at: header.at });
    }
    this.readHeader(header);
    const segment = this.reader.element(header.end);
    if (segment.id !== ID.segment) {
      throw AudioError.unreadable('the headers of the WebM file are broken');
    }
    this.track = null;
    this.timeline = new MatroskaTimeline();
    const end = yield* this.segment(segment);
    yield* this.settleDoubtful();
    if (!this.track) throw AudioError.unreadable('the file has no sound');
    this.timeline.checkEnd();
    return end;
  }

  private readHeader(header: EbmlElement): void {
    this.reader.endOf(header, header.end === Infinity ? 0 : undefined);
    if (header.end === Infinity)
      throw AudioError.unreadable('the headers of the WebM file are broken');
    for (const child of this.reader.childrenOf(header)) {
      const isTooLong =
        (child.id === ID.maxIdLength && this.reader.unsigned(child) > MAX_ID_BYTES) ||
        (child.id === ID.maxSizeLength && this.reader.unsigned(child) > MAX_SIZE_BYTES);
      if (isTooLong) throw AudioError.unsupported('a WebM file with numbers of an unusual length');
    }
  }

  private *segment(segment: EbmlElement): Generator<OpusPart, number, void> {
    const end = this.reader.endOf(segment);
    let at = segment.start;
    while (at < end) {
      if (end === this.bytes.length && this.reader.isPadding(at)) return end;
      const element = this.reader.element(at);
      if (segment.end === Infinity && element.id === ID.ebml) return at;
      if (element.id === ID.cluster) {
        at = yield* this.cluster(element, end);
        continue;
      }
      this.reader.check(element, { end, allowed: IN_SEGMENT });
      if (element.id === ID.info) this.timeline.readInfo(element, this.reader);
      if (element.id === ID.tracks) yield* this.beginTrack(element);
      else yield GOING_ON;
      at = element.end;
    }
    return end;
  }

  private *beginTrack(tracks: EbmlElement): Generator<OpusPart, void, void> {
    // A live recording may repeat its headers.
    if (this.track) return;
    this.track = readTracks(tracks, this.reader);
    // The stated duration of a file is that of its longest track.
    this.timeline.isWholeFile = this.track.others.size === 0;
    this.meter = new PacketMeter();
    yield { kind: 'head', head: this.track.head };
  }

  /**
   * Reads a cluster.
   * @returns the offset of its end.
   */
  private *cluster(cluster: EbmlElement, limit: number): Generator<OpusPart, number, void> {
    const end = this.reader.endOf(cluster, limit);
    let at = cluster.start;
    while (at < end) {
      if (end === this.bytes.length && this.reader.isPadding(at)) return end;
      const child = this.reader.element(at);
      if (cluster.end === Infinity && BEHIND_CLUSTER.has(child.id)) return at;
      this.reader.check(child, { end, allowed: IN_CLUSTER });
      if (child.id === ID.timestamp) this.timeline.enterCluster(this.reader.unsigned(child));
      if (child.id === ID.simpleBlock) yield* this.block(this.reader.body(child), 0);
      else if (child.id === ID.blockGroup) yield* this.blockGroup(child);
      else yield GOING_ON;
      at = child.end;
    }
    return end;
  }

  private *blockGroup(group: EbmlElement): Generator<OpusPart, void, void> {
    let block: Uint8Array | undefined;
    let discardedNs = 0;
    for (const child of this.reader.childrenOf(group)) {
      this.reader.check(child, { end: group.end, allowed: IN_BLOCK_GROUP });
      if (child.id === ID.block) block = this.reader.body(child);
      if (child.id === ID.discardPadding) discardedNs = this.reader.signed(child);
    }
    if (!block) throw AudioError.unreadable('the WebM file is damaged', { at: group.at });
    yield* this.block(block, Math.round((Math.max(0, discardedNs) * 48) / 1e6));
  }

  /**
   * Reads a block.
   * @param trim samples to drop at the end of the block.
   */
  private *block(body: Uint8Array, trim: number): Generator<OpusPart, void, void> {
    const { track } = this;
    if (!track) throw AudioError.unreadable('sound before the headers of the WebM file');
    const number = readEbmlNumber(body, 0);
    const start = number.bytes + TIME_AND_FLAGS_BYTES;
    if (start > body.length) throw AudioError.unreadable('a block of the WebM file is damaged');
    if (track.others.has(number.value)) return yield GOING_ON;
    if (number.value !== track.number) throw AudioError.unreadable('a block of no track');
    const time = new DataView(body.buffer, body.byteOffset).getInt16(number.bytes);
    const lacing = (body[start - 1] >> LACING_SHIFT) & LACING_BITS;
    const frames = unlace(body.subarray(start), lacing);
    yield* this.settleDoubtful(time);
    const [first, ...others] = frames.map((frame) => this.restore(frame, track.prefix));
    if (others.length === 0) {
      const packet = this.meter.measure(first);
      if (packet.state !== 'whole') {
        this.doubtful = packet;
        this.timeline.doubt(time);
        return;
      }
    }
    const packets = [first, ...others].map((frame) => {
      const packet = this.meter.measure(frame);
      return packet.state === 'empty' ? this.meter.leaveOut(packet) : packet;
    });
    const missing = this.timeline.place(time, samplesOf(packets));
    if (missing > 0) yield { kind: 'silence', samples: missing };
    yield* trim > 0 ? trimEnd(packets, trim) : packets;
  }

  /**
   * Decides about a packet that cannot be decoded. If the next packet comes when expected, the packet lasts
   * until then. Otherwise it is dropped.
   */
  private *settleDoubtful(time?: number): Generator<OpusPart, void, void> {
    const packet = this.doubtful;
    if (!packet) return;
    this.doubtful = null;
    const expected = this.meter.hasMeasured ? packet.samples : undefined;
    yield { ...packet, samples: this.timeline.settle(expected, time) };
  }

  private restore(frame: Uint8Array, prefix: Uint8Array): Uint8Array {
    return prefix.length === 0 ? frame : concat(prefix, frame);
  }
}
