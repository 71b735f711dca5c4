import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** Makes of anything that ffmpeg reads what is wanted here; it works with every build of ffmpeg. */
const CONVERSION = 'ffmpeg -i FILE -ac 1 -ar 8000 FILE.wav';

/** A recording cannot be used as it is, which is its sender's fault. */
export class AudioError extends VoiceError {
  override readonly peerFault = true;

  /** There is no sound in it, not even silence. */
  static empty(): AudioError {
    return new AudioError(ErrorCode.AudioEmpty, 'the recording is empty');
  }

  /** Its format is not supported, or it uses a part of the format that is not. */
  static unsupported(problem: string, detail?: ErrorDetail): AudioError {
    return new AudioError(ErrorCode.AudioUnsupported, problem, detail);
  }

  /** It is sound of a form that is known by name, but not read. */
  static foreign(form: string): AudioError {
    const problem = `sound of the form ${form} is not read here; this makes a file that is: ${CONVERSION}`;
    return AudioError.unsupported(problem, { form });
  }

  /** It began as one of the formats that are taken, but what follows is broken. */
  static unreadable(problem: string, detail?: ErrorDetail, cause?: unknown): AudioError {
    return new AudioError(ErrorCode.AudioUnreadable, problem, detail, { cause });
  }

  /** It ends before it has all that it says it has. */
  static cut(): AudioError {
    return AudioError.unreadable('the recording is cut: its end is missing');
  }

  /** It lasts longer than allowed. */
  static tooLong(limitSeconds: number): AudioError {
    return new AudioError(ErrorCode.AudioTooLong, `a recording may last ${limitSeconds} seconds`, {
      limitSeconds,
    });
  }
}
