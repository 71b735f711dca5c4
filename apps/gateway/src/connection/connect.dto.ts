import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { ConnectToServer } from '@sealwave/contracts';
import { TextForm } from '@sealwave/kernel';
import type { RoomCredential } from '@sealwave/room';
import { IsDisplayName, IsRoomCredential, IsText } from '../browser/text-checks';

/** A host name is no longer (RFC 1035, 2.3.4). */
const HOST = new TextForm(255, /^/);

/** Validates the payload of `connect_to_server`. */
export class ConnectDto implements ConnectToServer {
  @IsOptional()
  @IsText(HOST, 'host must be a text of at most 255 characters')
  readonly host?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  readonly port?: number;

  @IsOptional()
  @IsRoomCredential()
  readonly room?: RoomCredential;

  @IsOptional()
  @IsDisplayName()
  readonly name?: string;
}
