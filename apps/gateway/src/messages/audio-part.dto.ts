import { IsInt, Min, ValidateBy } from 'class-validator';
import type { AudioPart } from '@sealwave/contracts';
import { IsRecordingId } from './recording-id';

/** Validates the payload of `audio_part`. */
export class AudioPartDto implements AudioPart {
  @IsRecordingId()
  readonly id!: string;

  @ValidateBy({
    name: 'isPart',
    validator: {
      validate: (value: unknown) => value instanceof Uint8Array && value.length > 0,
      defaultMessage: () => 'audio must be bytes, at least one',
    },
  })
  readonly audio!: Uint8Array;

  @IsInt()
  @Min(0)
  readonly offset!: number;
}
