import { type Bytes, concat } from '@sealwave/kernel';
import { oggChecksum } from '../decode/ogg/ogg-checksum';
import { opusHead } from './opus-fixtures';

// Builders of containers, for specs.

const EBML = [0x1a, 0x45, 0xdf, 0xa3];
const SEGMENT = [0x18, 0x53, 0x80, 0x67];
const CLUSTER = [0x1f, 0x43, 0xb6, 0x75];

/** Makes an EBML element with its size in `sizeBytes` bytes. */
export function element(id: readonly number[], body: Uint8Array, sizeBytes = 8): Bytes {
  const size = new Uint8Array(sizeBytes);
  let rest = body.length;
  for (let i = sizeBytes - 1; i >= 0; i--, rest = Math.floor(rest / 256)) size[i] = rest % 256;
  size[0] |= 1 << (8 - sizeBytes);
  return concat(Uint8Array.from(id), size, body);
}

/** Makes the beginning of an element of unknown size. */
function open(id: readonly number[]): Uint8Array {
  return Uint8Array.of(...id, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
}

const number = (value: number) => Uint8Array.of(value >> 24, value >> 16, value >> 8, value);

/** Options for a WebM file. */
export interface WebmOptions {
  readonly sizeBytes?: number;
  /** Whether segment and clusters have unknown sizes. */
  readonly isSizeUnknown?: boolean;
  readonly head?: Uint8Array;
  readonly codec?: string;
  readonly packetMs?: number;
  /** Additional elements in the track entry. */
  readonly track?: Uint8Array;
  /** Elements before the clusters. */
  readonly before?: Uint8Array;
  /** Stated duration of the file. */
  readonly durationMs?: number;
  readonly header?: Uint8Array;
}

const BLOCKS_PER_CLUSTER = 20;

/**
 * Makes a block of track 1.
 * @param flags includes the lacing.
 */
export function block(timeMs: number, payload: Uint8Array, flags = 0): Uint8Array {
  return concat(Uint8Array.of(0x81, timeMs >> 8, timeMs, flags), payload);
}

/** Makes a simple block with its element. */
export function simpleBlock(timeMs: number, payload: Uint8Array, flags = 0): Uint8Array {
  return element([0xa3], block(timeMs, payload, flags), 4);
}

/** Makes a block in a group that drops `trimNs` at its end. */
export function trimmedBlock(timeMs: number, payload: Uint8Array, trimNs: number): Uint8Array {
  const padding = element([0x75, 0xa2], number(trimNs), 1);
  return element([0xa0], concat(element([0xa1], block(timeMs, payload), 4), padding), 4);
}

/** Makes a WebM file from the given clusters. */
export function webmOf(clusters: readonly Uint8Array[], options: WebmOptions = {}): Bytes {
  const { sizeBytes = 8, isSizeUnknown = false, head = opusHead(), codec = 'A_OPUS' } = options;
  const { before = new Uint8Array(0), durationMs, track = new Uint8Array(0) } = options;
  const part = (id: readonly number[], ...children: Uint8Array[]) =>
    element(id, concat(...children), sizeBytes);
  const entry = part(
    [0xae],
    part([0xd7], Uint8Array.of(1)),
    part([0x83], Uint8Array.of(2)),
    part([0x86], new TextEncoder().encode(codec)),
    part([0x63, 0xa2], head),
    track,
  );
  const duration = new Uint8Array(4);
  new DataView(duration.buffer).setFloat32(0, durationMs ?? 0);
  const info = part([0x15, 0x49, 0xa9, 0x66], part([0x44, 0x89], duration));
  const children = [info, part([0x16, 0x54, 0xae, 0x6b], entry), before, ...clusters];
  const segment = isSizeUnknown ? concat(open(SEGMENT), ...children) : part(SEGMENT, ...children);
  return concat(part(EBML, options.header ?? new Uint8Array(0)), segment);
}

/** Makes a cluster of blocks that begins at `timeMs`. */
export function cluster(
  timeMs: number,
  blocks: readonly Uint8Array[],
  { isSizeUnknown = false, sizeBytes = 8 }: WebmOptions = {},
): Uint8Array {
  const body = concat(element([0xe7], number(timeMs), 1), ...blocks);
  return isSizeUnknown ? concat(open(CLUSTER), body) : element(CLUSTER, body, sizeBytes);
}

/** Makes a WebM file of Opus packets. */
export function webm(packets: readonly Uint8Array[], options: WebmOptions = {}): Bytes {
  const { packetMs = 60 } = options;
  const clusters: Uint8Array[] = [];
  for (let first = 0; first < packets.length; first += BLOCKS_PER_CLUSTER) {
    const blocks = packets
      .slice(first, first + BLOCKS_PER_CLUSTER)
      .map((packet, i) => simpleBlock(i * packetMs, packet));
    clusters.push(cluster(first * packetMs, blocks, options));
  }
  return webmOf(clusters, options);
}

/** Options for an Ogg page. */
export interface PageOptions {
  readonly serial?: number;
  readonly sequence: number;
  readonly granule?: number;
  /** Flags of the page: 1 continued, 2 first, 4 last. */
  readonly flags?: number;
}

/** Makes an Ogg page of whole packets, at most 255 segments. */
export function oggPage(packets: readonly Uint8Array[], options: PageOptions): Bytes {
  const sizes = packets.flatMap(({ length }) => [
    ...Array.from({ length: Math.floor(length / 255) }, () => 255),
    length % 255,
  ]);
  return oggPageOf(sizes, concat(...packets), options);
}

/** Makes an Ogg page with the given segments. */
export function oggPageOf(
  sizes: readonly number[],
  body: Uint8Array,
  { serial = 1, sequence, granule = 0, flags = 0 }: PageOptions,
): Bytes {
  const page = new Uint8Array(27 + sizes.length + body.length);
  const view = new DataView(page.buffer);
  page.set(new TextEncoder().encode('OggS'));
  page[5] = flags;
  view.setBigInt64(6, BigInt(granule), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, sequence, true);
  page[26] = sizes.length;
  page.set(sizes, 27);
  page.set(body, 27 + sizes.length);
  view.setUint32(22, oggChecksum(page, 22), true);
  return page;
}

/** Options for an Ogg file. */
export interface OggOptions {
  readonly serial?: number;
  readonly head?: Uint8Array;
  readonly packetSamples?: number;
  /** Samples to drop at the end. */
  readonly trim?: number;
  /**
   * Granule position at which the sound starts, in samples; 0 by default. A live stream that somebody joins
   * late starts higher.
   */
  readonly origin?: number;
}

/** Makes the pages of an Ogg file: its head, its tags, and one for each packet. */
export function oggPages(packets: readonly Uint8Array[], options: OggOptions = {}): Bytes[] {
  const { serial = 1, head = opusHead(), packetSamples = 2880, trim = 0, origin = 0 } = options;
  const tags = new TextEncoder().encode('OpusTags\0\0\0\0\0\0\0\0');
  const sound = packets.map((packet, i) => {
    const isLast = i === packets.length - 1;
    const granule = origin + (i + 1) * packetSamples - (isLast ? trim : 0);
    return oggPage([packet], { serial, sequence: i + 2, granule, flags: isLast ? 4 : 0 });
  });
  return [
    oggPage([head], { serial, sequence: 0, flags: 2 }),
    oggPage([tags], { serial, sequence: 1 }),
    ...sound,
  ];
}

/** Makes an Ogg file of Opus packets. */
export function ogg(packets: readonly Uint8Array[], options: OggOptions = {}): Bytes {
  return concat(...oggPages(packets, options));
}
