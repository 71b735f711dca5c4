import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { ConnectToServer } from '@sealwave/contracts';

/** Checks what a browser sends with `connect_to_server`. */
export class ConnectDto implements ConnectToServer {
  @IsOptional()
  @IsString()
  @MaxLength(255)
  readonly host?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly port?: number;
}
