import { CodedAudioError } from './coded-audio-error';

/** The bytes are not a frame of `nlp64` (docs/codec.md). */
export class Nlp64Error extends CodedAudioError {}
