import { concat } from '@sealwave/kernel';
import { AudioError } from '../audio-error';
import type { EbmlElement } from './ebml';
import { formOfMatroskaCodec } from '../foreign-form';
import { ID } from './matroska-elements';
import type { MatroskaReader } from './matroska-reader';
import { type OpusHead, parseOpusHead } from '../opus/opus-head';

/** The Opus track of a Matroska file. */
export interface MatroskaTrack {
  /** The track number at the start of its blocks. */
  readonly number: number;
  readonly head: OpusHead;
  /** Bytes at the beginning of every frame. The file stores them once, because all frames share them. */
  readonly prefix: Uint8Array;
  /** Numbers of the tracks without sound. */
  readonly others: ReadonlySet<number>;
}

interface TrackEntry {
  number: number;
  type: number;
  codec: string;
  description: Uint8Array;
  prefix: Uint8Array;
}

const SOUND = 2;
const OF_BLOCKS = 1;
const COMPRESSION = 0;
const HEADER_STRIPPING = 3;

/**
 * Finds the only sound track in a `Tracks` element.
 * @throws AudioError when there is none or several, or it is not Opus.
 */
export function readTracks(tracks: EbmlElement, reader: MatroskaReader): MatroskaTrack {
  const entries: TrackEntry[] = [];
  for (const entry of reader.childrenOf(tracks)) {
    if (entry.id === ID.trackEntry) entries.push(readEntry(entry, reader));
  }
  const sounds = entries.filter(({ type }) => type === SOUND);
  if (sounds.length === 0) throw AudioError.unreadable('the file has no sound');
  if (sounds.length > 1) {
    throw AudioError.unsupported('several tracks of sound at the same time', {
      tracks: sounds.length,
    });
  }
  const [{ number, codec, description, prefix }] = sounds;
  if (codec !== 'A_OPUS') throw AudioError.foreign(formOfMatroskaCodec(codec));
  const others = entries.map((entry) => entry.number).filter((other) => other !== number);
  return { number, head: parseOpusHead(description), prefix, others: new Set(others) };
}

function readEntry(element: EbmlElement, reader: MatroskaReader): TrackEntry {
  const nothing = new Uint8Array(0);
  const entry: TrackEntry = {
    number: 0,
    type: 0,
    codec: '',
    description: nothing,
    prefix: nothing,
  };
  for (const child of reader.childrenOf(element)) {
    if (child.id === ID.trackNumber) entry.number = reader.unsigned(child);
    if (child.id === ID.trackType) entry.type = reader.unsigned(child);
    if (child.id === ID.codecId) entry.codec = reader.text(child);
    if (child.id === ID.codecPrivate) entry.description = reader.body(child);
    if (child.id === ID.contentEncodings) entry.prefix = readPrefix(child, reader);
  }
  return entry;
}

/**
 * Reads the header bytes that were stripped from each frame. Other transformations of the frames are not
 * supported.
 */
function readPrefix(encodings: EbmlElement, reader: MatroskaReader): Uint8Array {
  const prefixes: Uint8Array[] = [];
  for (const encoding of reader.childrenOf(encodings)) {
    if (encoding.id !== ID.contentEncoding) continue;
    const found = {
      scope: OF_BLOCKS,
      type: COMPRESSION,
      algorithm: 0,
      settings: new Uint8Array(0),
    };
    for (const child of reader.childrenOf(encoding)) {
      if (child.id === ID.contentEncodingScope) found.scope = reader.unsigned(child);
      if (child.id === ID.contentEncodingType) found.type = reader.unsigned(child);
      if (child.id !== ID.contentCompression) continue;
      for (const part of reader.childrenOf(child)) {
        if (part.id === ID.contentCompAlgo) found.algorithm = reader.unsigned(part);
        if (part.id === ID.contentCompSettings) found.settings = reader.body(part).slice();
      }
    }
    if ((found.scope & OF_BLOCKS) === 0) continue;
    if (found.type !== COMPRESSION || found.algorithm !== HEADER_STRIPPING) {
      throw AudioError.unsupported('a WebM file whose sound is compressed again or encrypted');
    }
    prefixes.unshift(found.settings);
  }
  return concat(...prefixes);
}
