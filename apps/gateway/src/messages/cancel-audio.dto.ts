import type { CancelAudio } from '@sealwave/contracts';
import { IsRecordingId } from './recording-id';

/** Checks what a browser sends with `cancel_audio`. */
export class CancelAudioDto implements CancelAudio {
  @IsRecordingId()
  readonly id!: string;
}
