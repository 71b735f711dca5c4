import { IsIn, IsInt, Max, Min } from 'class-validator';
import type { Moderate } from '@sealwave/contracts';
import { MODERATIONS } from '@sealwave/room';

/** Validates the payload of `moderate`. */
export class ModerateDto implements Moderate {
  @IsIn(MODERATIONS)
  readonly act!: Moderate['act'];

  @IsInt()
  @Min(1)
  @Max(2 ** 32 - 1)
  readonly n!: number;
}
