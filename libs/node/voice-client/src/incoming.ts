import { VOICE_SAMPLING_RATE } from '@sealwave/audio';
import type { AudioReceived } from '@sealwave/contracts';
import {
  isMessage,
  newMessageId,
  parseMessage,
  readBaseAudio,
  type VoiceMessage,
} from '@sealwave/message';
import { qualityOf } from './quality';
import type { VoiceDecoding } from '@sealwave/node/media';

/** A received message, before it is converted for its receiver. */
export interface Incoming extends Pick<
  AudioReceived,
  'id' | 'codec' | 'quality' | 'durationMs' | 'encrypted'
> {
  /** A file that plays, or the sealed bytes. */
  readonly bytes: Uint8Array;
}

/**
 * Reads the body of an audio frame (`A`; docs/protocol.md, section 5). Coded voice is decoded. A sealed
 * recording stays sealed.
 * @throws VoiceError, as a rejection, for audio that nobody could play or open.
 */
export async function readIncoming(audio: Uint8Array, voice: VoiceDecoding): Promise<Incoming> {
  if (!isMessage(audio)) return fromBaseAudio(audio);
  const message = parseMessage(audio);
  if (message.kind === 'voice') return fromVoice(message, voice);
  const { id, bytes } = message;
  return { id, bytes, codec: 'none', quality: null, durationMs: null, encrypted: true };
}

function fromBaseAudio(audio: Uint8Array): Incoming {
  const { wav, durationMs } = readBaseAudio(audio);
  const id = newMessageId();
  return { id, bytes: wav, codec: 'unknown', quality: null, durationMs, encrypted: false };
}

async function fromVoice(message: VoiceMessage, voice: VoiceDecoding): Promise<Incoming> {
  const { id, coder, report } = message;
  return {
    id,
    bytes: await voice.decompress(message, coder === 'pcm8' ? 'u8' : 's16'),
    codec: coder,
    quality: qualityOf(report),
    durationMs: Math.round((report.sampleCount / VOICE_SAMPLING_RATE) * 1000),
    encrypted: false,
  };
}
