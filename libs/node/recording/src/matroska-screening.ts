import { type Bytes, concat } from '@sealwave/kernel';
import { AudioError } from './audio-error';
import { type EbmlElement, readEbmlElement, variableLength } from './ebml';

/** The elements that matter for sound (RFC 9559, 5.1). */
const ID = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
  blockGroup: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
} as const;

/** All other elements that lie directly in a segment and so end a cluster of unknown size. */
const SEEK_HEAD_CUES_TAGS_CHAPTERS_ATTACHMENTS = [
  0x114d9b74, 0x1c53bb6b, 0x1254c367, 0x1043a770, 0x1941a469,
];
const OUTSIDE_CLUSTERS: ReadonlySet<number> = new Set([
  ID.ebml,
  ID.segment,
  ID.info,
  ID.tracks,
  ID.cluster,
  ...SEEK_HEAD_CUES_TAGS_CHAPTERS_ATTACHMENTS,
]);

/**
 * What a demuxer is given to read in one go. Block times are 16-bit milliseconds, so that a cluster of
 * 16 384 blocks is far beyond what any recorder writes; as many clusters have 55 ms each in a quarter
 * of an hour, in which there are 360 000 of the shortest Opus packets.
 */
const MAX_ELEMENTS = 400_000;
const MAX_CLUSTER_BLOCKS = 16_384;
const MAX_CLUSTERS = 16_384;
const MAX_HEADER_BYTES = 256 * 1024;

const UNKNOWN_SIZE = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const SEGMENT_HEADER = Uint8Array.of(0x18, 0x53, 0x80, 0x67, ...UNKNOWN_SIZE);
const CLUSTER_HEADER = Uint8Array.of(0x1f, 0x43, 0xb6, 0x75, ...UNKNOWN_SIZE);

const LACING_BITS = 0x06;

/**
 * Screens a Matroska file before it is demuxed: copies its headers and the complete part of its
 * clusters, and nothing else, into a file of the plainest form. Two things need that:
 *
 * - A recording may be cut at any byte, but a demuxer drops a whole cluster that lacks its end.
 * - mediabunny 1.61 never returns when it looks for an element behind garbage and there is none
 *   (`resync`), and takes time quadratic in the number of laced packets, of which a few bytes stand
 *   for hundreds. In the copy there is no garbage, no index to mislead it, and no lacing.
 * @throws AudioError when there are no headers, a block is laced (which recorders of speech do not do),
 * or one of the limits is exceeded.
 */
export function screenMatroska(recording: Uint8Array): Bytes {
  return new MatroskaScreening(recording).run();
}

class MatroskaScreening {
  private readonly kept: Uint8Array[] = [];
  private elements = 0;
  private clusters = 0;

  constructor(private readonly recording: Uint8Array) {}

  run(): Bytes {
    const header = this.read(0);
    const segment = header && this.read(header.end);
    if (!header || header.id !== ID.ebml || segment?.id !== ID.segment) {
      throw AudioError.unreadable('the headers of the WebM file are broken');
    }
    this.keepHeader(0, header.end);
    this.kept.push(SEGMENT_HEADER);
    this.screenSegment(segment.start);
    return concat(...this.kept);
  }

  private screenSegment(start: number): void {
    const wanted = new Set<number>([ID.info, ID.tracks]);
    let at = start;
    for (let element = this.read(at); element; element = this.read(at)) {
      if (element.id === ID.cluster) {
        const end = this.screenCluster(element);
        this.keepCluster(element.start, end);
        at = element.end === Infinity ? end : element.end;
      } else {
        if (element.end > this.recording.length) return;
        if (wanted.delete(element.id)) this.keepHeader(at, element.end);
        at = element.end;
      }
    }
  }

  /** Returns where the last complete element of a cluster ends. */
  private screenCluster(cluster: EbmlElement): number {
    const limit = Math.min(cluster.end, this.recording.length);
    let blocks = 0;
    let at = cluster.start;
    for (let child = this.read(at); child; child = this.read(at)) {
      if (child.end > limit || OUTSIDE_CLUSTERS.has(child.id)) break;
      if (child.id === ID.simpleBlock) this.refuseLacing(child);
      if (child.id === ID.blockGroup) this.screenBlockGroup(child);
      if (child.id === ID.simpleBlock || child.id === ID.blockGroup) blocks++;
      if (blocks > MAX_CLUSTER_BLOCKS) {
        throw AudioError.unreadable('too many blocks in a cluster', { limit: MAX_CLUSTER_BLOCKS });
      }
      at = child.end;
    }
    return at;
  }

  private screenBlockGroup(group: EbmlElement): void {
    let at = group.start;
    for (let child = this.read(at); child && at < group.end; child = this.read(at)) {
      if (child.id === ID.block) this.refuseLacing(child);
      at = child.end;
    }
  }

  /** A block starts with the number of its track, of variable length, a 16-bit time and flags. */
  private refuseLacing({ start, end }: EbmlElement): void {
    const flagsAt = start + variableLength(this.recording[start]) + 2;
    if (flagsAt < end && (this.recording[flagsAt] & LACING_BITS) !== 0) {
      throw AudioError.unsupported('laced blocks in a WebM file');
    }
  }

  private keepCluster(start: number, end: number): void {
    if (start === end) return;
    if (++this.clusters > MAX_CLUSTERS) {
      throw AudioError.unreadable('too many clusters in a WebM file', { limit: MAX_CLUSTERS });
    }
    this.kept.push(CLUSTER_HEADER, this.recording.subarray(start, end));
  }

  private keepHeader(start: number, end: number): void {
    if (end > this.recording.length || end - start > MAX_HEADER_BYTES) {
      throw AudioError.unreadable('the headers of the WebM file are cut or too large');
    }
    this.kept.push(this.recording.subarray(start, end));
  }

  private read(at: number): EbmlElement | undefined {
    if (++this.elements > MAX_ELEMENTS) {
      throw AudioError.unreadable('too many elements in a WebM file', { limit: MAX_ELEMENTS });
    }
    return readEbmlElement(this.recording, at);
  }
}
