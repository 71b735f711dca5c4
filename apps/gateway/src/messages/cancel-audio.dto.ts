import type { CancelAudio } from '@sealwave/contracts';
import { IsRecordingId } from './recording-id';

/** Validates the payload of `cancel_audio`. */
export class CancelAudioDto implements CancelAudio {
  @IsRecordingId()
  readonly id!: string;
}
