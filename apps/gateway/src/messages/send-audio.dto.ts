import { IsBoolean, IsIn, IsOptional, ValidateBy, ValidateIf } from 'class-validator';
import { CODER_NAMES } from '@sealwave/audio';
import type { CoderName, SendAudio } from '@sealwave/contracts';
import { IsRecordingId } from './recording-id';

/** Validates the payload of `send_audio`. */
export class SendAudioDto implements SendAudio {
  @ValidateIf(({ audio, id }: SendAudio) => audio !== undefined || id === undefined)
  @ValidateBy({
    name: 'isAudio',
    validator: {
      validate: (value: unknown) => typeof value === 'string' || value instanceof Uint8Array,
      defaultMessage: () => 'audio must be bytes, or text in Base64',
    },
  })
  readonly audio?: string | Uint8Array;

  @IsOptional()
  @IsRecordingId()
  readonly id?: string;

  @IsOptional()
  @IsBoolean()
  readonly encrypted?: boolean;

  @IsOptional()
  @IsIn(CODER_NAMES)
  readonly coder?: CoderName;
}
