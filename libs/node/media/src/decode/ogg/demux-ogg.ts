import { AudioError } from '../audio-error';
import { findOggPage, type OggPage } from './ogg-page';
import { OggOpusStream } from './ogg-stream';
import type { OpusPart } from '../opus/opus-part';

/** First bytes of a stream's first packet, and what they mean: sound in another format, or no sound. */
const SOUNDS: readonly (readonly [magic: string, form: string])[] = [
  ['\x01vorbis', 'Vorbis'],
  ['Speex   ', 'Speex'],
  ['\x7fFLAC', 'FLAC in Ogg'],
  ['PCM     ', 'PCM in Ogg'],
];
const NO_SOUNDS = [
  'fishead\0',
  '\x80theora',
  'BBCD\0',
  'OVP80',
  '\x80daala',
  '\x80kate\0\0\0',
  'CMML\0',
];
const OPUS = 'OpusHead';

/**
 * Extracts the Opus sound of an Ogg file, from all its consecutive streams (RFC 3533, 4; RFC 7845).
 * @throws AudioError when any part is damaged, cut or not understood. So the output is always complete.
 */
export function* demuxOgg(recording: Uint8Array): Generator<OpusPart, void, void> {
  const streams = new OggStreams();
  let at = 0;
  for (let found = findOggPage(recording, 0); found; found = findOggPage(recording, at)) {
    at = found.end;
    const stream = streams.of(found.page);
    if (stream) yield* stream.read(found.page);
  }
  streams.end(at < recording.length);
}

/** The streams of a file: one Opus stream at a time, and any number without sound. */
class OggStreams {
  private readonly silent = new Set<number>();
  private current: OggOpusStream | null = null;
  private isGroupBeginning = false;

  /** The Opus stream of a page; `undefined` for a page without sound. */
  of(page: OggPage): OggOpusStream | undefined {
    if (page.isFirst) return this.begin(page);
    this.isGroupBeginning = false;
    if (this.silent.has(page.serial)) return undefined;
    const { current } = this;
    if (current?.serial !== page.serial) {
      if (current) throw severalStreams();
      throw AudioError.unreadable('the file has no sound');
    }
    if (current.isOver) throw AudioError.unreadable('the Ogg file goes on behind its end');
    return current;
  }

  /**
   * Ends the file.
   * @param isMore whether bytes follow the last page.
   */
  end(isMore: boolean): void {
    if (!this.current) throw AudioError.unreadable('the file has no sound');
    // Bytes after the last page do not matter, unless pages are missing.
    if (isMore && !this.current.isOver) throw AudioError.cut();
    this.current.end();
  }

  private begin({ serial, body }: OggPage): OggOpusStream | undefined {
    const beginning = String.fromCharCode(...body.subarray(0, 8));
    const sound = SOUNDS.find(([magic]) => beginning.startsWith(magic));
    if (sound) throw AudioError.foreign(sound[1]);
    if (!beginning.startsWith(OPUS)) {
      if (!NO_SOUNDS.some((magic) => beginning.startsWith(magic))) {
        throw AudioError.unsupported('a stream of an unknown kind in the Ogg file');
      }
      this.silent.add(serial);
      return undefined;
    }
    // Streams that begin together run in parallel. A stream that begins later follows the previous one.
    if (this.isGroupBeginning) throw severalStreams();
    this.current?.end();
    this.isGroupBeginning = true;
    this.silent.delete(serial);
    this.current = new OggOpusStream(serial);
    return this.current;
  }
}

function severalStreams(): AudioError {
  return AudioError.unsupported('several streams of sound at the same time');
}
