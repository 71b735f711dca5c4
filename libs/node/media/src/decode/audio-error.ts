import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** Command that converts a file into a supported one. It works with any build of ffmpeg. */
const CONVERSION = 'ffmpeg -i FILE -ac 1 -ar 8000 FILE.wav';

/** A recording cannot be used. Its sender is at fault. */
export class AudioError extends VoiceError {
  override readonly peerFault = true;

  /** The recording has no sound, not even silence. */
  static empty(): AudioError {
    return new AudioError(ErrorCode.AudioEmpty, 'the recording is empty');
  }

  /** The format, or a part of it, is not supported. */
  static unsupported(problem: string, detail?: ErrorDetail): AudioError {
    return new AudioError(ErrorCode.AudioUnsupported, problem, detail);
  }

  /** The format is known by name, but not supported. */
  static foreign(form: string): AudioError {
    const problem = `sound of the form ${form} is not supported; this makes a file that is: ${CONVERSION}`;
    return AudioError.unsupported(problem, { form });
  }

  /** The recording begins as a supported format, but the rest is damaged. */
  static unreadable(problem: string, detail?: ErrorDetail, cause?: unknown): AudioError {
    return new AudioError(ErrorCode.AudioUnreadable, problem, detail, { cause });
  }

  /** The recording ends before its stated end. */
  static cut(): AudioError {
    return AudioError.unreadable('the recording is cut: its end is missing');
  }

  /** The recording is longer than allowed. */
  static tooLong(limitSeconds: number): AudioError {
    return new AudioError(ErrorCode.AudioTooLong, `a recording may last ${limitSeconds} seconds`, {
      limitSeconds,
    });
  }
}
