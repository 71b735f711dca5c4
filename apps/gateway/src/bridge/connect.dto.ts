import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { ConnectToServer, RoomLink } from '@sealwave/contracts';
import { IsPersonName, IsRoomLink } from './room-link';

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

  @IsOptional()
  @IsRoomLink()
  readonly room?: RoomLink;

  @IsOptional()
  @IsPersonName()
  readonly name?: string;
}
