import { IsBoolean } from 'class-validator';
import type { Talking } from '@sealwave/contracts';

/** Checks what a browser sends with `talking`. */
export class TalkingDto implements Talking {
  @IsBoolean()
  readonly on!: boolean;
}
