import { IsBoolean, IsOptional, ValidateBy } from 'class-validator';
import type { SendAudio } from '@sealwave/contracts';

/** Checks what a browser sends with `send_audio`. */
export class SendAudioDto implements SendAudio {
  @ValidateBy({
    name: 'isAudio',
    validator: {
      validate: (value: unknown) => typeof value === 'string' || value instanceof Uint8Array,
      defaultMessage: () => 'audio must be bytes, or text in Base64',
    },
  })
  readonly audio!: string | Uint8Array;

  @IsOptional()
  @IsBoolean()
  readonly encrypted?: boolean;
}
