import { IsBoolean } from 'class-validator';
import type { Talking } from '@sealwave/contracts';

/** Validates the payload of `talking`. */
export class TalkingDto implements Talking {
  @IsBoolean()
  readonly on!: boolean;
}
