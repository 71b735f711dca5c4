import {
  BufferSource,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  Logging,
  LogLevel,
  MATROSKA,
  OGG,
  WEBM,
} from 'mediabunny';
import { AudioError } from './audio-error';
import { screenMatroska } from './matroska-screening';
import { screenOgg } from './ogg-screening';
import { type OpusHead, parseOpusHead } from './opus-head';

// What is wrong with a recording is told by errors; the terminal belongs to the logger.
Logging.level = LogLevel.Silent;

/** The Opus sound in a container, not decoded yet. Dispose it when done. */
export class OpusTrack {
  private constructor(
    readonly head: OpusHead,
    private readonly sink: EncodedPacketSink,
    private readonly input: Input,
  ) {}

  /**
   * Finds the first Opus track of a WebM (Matroska) or Ogg file; a file that was cut is read as far
   * as it is complete.
   * @throws AudioError when there is none, or the file is broken.
   */
  static async open(recording: Uint8Array, container: 'webm' | 'ogg'): Promise<OpusTrack> {
    const complete = container === 'webm' ? screenMatroska(recording) : screenOgg(recording);
    const input = new Input({
      formats: container === 'webm' ? [WEBM, MATROSKA] : [OGG],
      source: new BufferSource(complete),
    });
    try {
      const track = await findOpusTrack(input);
      return new OpusTrack(await readHead(track), new EncodedPacketSink(track), input);
    } catch (error) {
      input.dispose();
      throw asAudioError(error);
    }
  }

  /**
   * The Opus packets in order.
   * @throws AudioError when there is none to be had. Damage after the first packet ends the track.
   */
  async *packets(): AsyncGenerator<Uint8Array, void, void> {
    let packet = await this.sink.getFirstPacket().catch((error: unknown) => {
      throw asAudioError(error);
    });
    while (packet) {
      yield packet.data;
      // Nothing tells damage from a cut, and what came before either of them is sound.
      packet = await this.sink.getNextPacket(packet).catch(() => null);
    }
  }

  dispose(): void {
    this.input.dispose();
  }
}

async function findOpusTrack(input: Input): Promise<InputAudioTrack> {
  const tracks = await input.getAudioTracks();
  for (const track of tracks) {
    if ((await track.getCodec()) === 'opus') return track;
  }
  if (tracks.length > 0) throw AudioError.unsupported('sound that is not coded with Opus');
  throw AudioError.unreadable('no sound in the file');
}

async function readHead(track: InputAudioTrack): Promise<OpusHead> {
  const description = (await track.getDecoderConfig())?.description;
  if (!description) throw AudioError.unreadable('the Opus stream has no header');
  return parseOpusHead(
    ArrayBuffer.isView(description)
      ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
      : new Uint8Array(description),
  );
}

/** The demuxer signals broken files by errors of many kinds. */
function asAudioError(error: unknown): AudioError {
  if (error instanceof AudioError) return error;
  return AudioError.unreadable('the file is broken', {}, error);
}
