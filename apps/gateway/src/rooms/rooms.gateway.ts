import { MessageBody, SubscribeMessage } from '@nestjs/websockets';
import type { Moderate, Moderated, Talking } from '@sealwave/contracts';
import { MODERATIONS } from '@sealwave/room';
import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import type { BrowserBridge } from '../browser/browser-bridge';
import { Bridge, type Request, SocketIoGateway } from '../browser/socket-io-gateway';

/** Validates the payload of `talking`. */
export class TalkingDto implements Talking {
  @IsBoolean()
  readonly on!: boolean;
}

/** Validates the payload of `moderate`. */
export class ModerateDto implements Moderate {
  @IsIn(MODERATIONS)
  readonly act!: Moderate['act'];

  @IsInt()
  @Min(1)
  @Max(2 ** 32 - 1)
  readonly n!: number;
}

/** Handles what people in a room announce about themselves, and what moderators do to others. */
@SocketIoGateway()
export class RoomsGateway {
  @SubscribeMessage<Request>('talking')
  async talk(@Bridge() bridge: BrowserBridge, @MessageBody() { on }: TalkingDto): Promise<void> {
    await bridge.talk(on);
  }

  @SubscribeMessage<Request>('moderate')
  async moderate(
    @Bridge() bridge: BrowserBridge,
    @MessageBody() request: ModerateDto,
  ): Promise<Moderated> {
    return bridge.moderate(request);
  }
}
