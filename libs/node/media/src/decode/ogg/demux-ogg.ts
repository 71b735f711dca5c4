import { AudioError } from '../audio-error';
import { findOggPage, type OggPage } from './ogg-page';
import { OggOpusStream } from './ogg-stream';
import type { OpusPart } from '../opus/opus-part';

/** What the first packet of a stream begins with, and what that is: sound of another form, or no sound. */
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
 * The Opus sound of an Ogg file, of all its streams that follow each other (RFC 3533, 4; RFC 7845).
 * @throws AudioError when anything in it is damaged, cut or not understood: what comes out is all there is.
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

/** The streams of a file: one of Opus at a time, and any number without sound beside it. */
class OggStreams {
  private readonly silent = new Set<number>();
  private current: OggOpusStream | null = null;
  private isGroupBeginning = false;

  /** The stream of Opus that a page belongs to; `undefined` for one without sound. */
  of(page: OggPage): OggOpusStream | undefined {
    if (page.isFirst) return this.begin(page);
    this.isGroupBeginning = false;
    if (this.silent.has(page.serial)) return undefined;
    const { current } = this;
    if (current?.serial !== page.serial) {
      if (current) throw severalStreams();
      throw AudioError.unreadable('no sound in the file');
    }
    if (current.isOver) throw AudioError.unreadable('the Ogg file goes on behind its end');
    return current;
  }

  /** @param isMore there are bytes behind the last page. */
  end(isMore: boolean): void {
    if (!this.current) throw AudioError.unreadable('no sound in the file');
    // Something that is no page is of no importance, unless pages are missing.
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
    // Streams that begin together go on together, those that begin later follow each other.
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
