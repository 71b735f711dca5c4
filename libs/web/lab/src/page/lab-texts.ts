import { ErrorCode, type VoiceError } from '@sealwave/kernel';
import { MAX_FILE_BYTES } from '../clip/clip-loader';
import type { LabCoder } from '../coder/lab-coder';
import type { SealedPart } from '../sealed/sealed-clip';

const MAX_FILE_MEGABYTES = MAX_FILE_BYTES / 1_000_000;

/** Describes why there is no clip. */
export function clipProblem(error: VoiceError | DOMException): string {
  // The browser reports this when a file has disappeared or may not be opened.
  if (error instanceof DOMException) return $localize`The file cannot be read.`;
  switch (error.code) {
    case ErrorCode.Unreachable:
      return $localize`The voice could not be loaded. Check the connection.`;
    case ErrorCode.AudioTooLarge:
      return $localize`The lab takes files of up to ${MAX_FILE_MEGABYTES}:megabytes: MB.`;
    case ErrorCode.AudioEmpty:
      return $localize`There is no sound in this file.`;
    case ErrorCode.AudioUnreadable:
    case ErrorCode.AudioUnsupported:
      return $localize`This browser cannot read the file as sound.`;
    default:
      return $localize`Something went wrong. Reload the page.`;
  }
}

/** The name of a coder. */
export function coderName(coder: LabCoder): string {
  switch (coder.kind) {
    case 'plain':
      return coder.bits === 8 ? $localize`8 bits (pcm8)` : plainName(coder.bits);
    case 'nlp64':
      return 'nlp64';
    case 'mulaw':
      return $localize`µ-law`;
  }
}

function plainName(bits: number): string {
  return bits === 1 ? $localize`1 bit` : $localize`${bits}:number: bits`;
}

/** Names the part of a sealed recording that contains a byte. The words follow "is in". */
export const PART_NAME: Readonly<Record<SealedPart, string>> = {
  header: $localize`the header of the file`,
  iv: $localize`the IV`,
  ciphertext: $localize`the encrypted sound`,
  tag: $localize`the tag of AES-GCM`,
  envelope: $localize`the envelope with the proofs`,
};

/** Describes why a sealed recording was refused, as a sentence. */
export function labRefusalText(code: ErrorCode): string {
  switch (code) {
    case ErrorCode.WrongUnlockCode:
      return $localize`The code belongs to another recording.`;
    case ErrorCode.SealedRecordingUnsupported:
      return $localize`The file says that it was sealed in a way that is not known here.`;
    default:
      return $localize`The recording was altered.`;
  }
}
