import { ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import type { Moderated } from '@sealwave/contracts';
import type { Browser } from '../browser/browser';
import { Browsers } from '../browser/browsers';
import { type Request, SocketIoGateway } from '../browser/socket-io-gateway';
import { ModerateDto } from './moderate.dto';
import { TalkingDto } from './talking.dto';

/** What the people of a room say of themselves, and do to each other. */
@SocketIoGateway()
export class RoomsGateway {
  constructor(private readonly browsers: Browsers) {}

  @SubscribeMessage<Request>('talking')
  async talk(
    @ConnectedSocket() browser: Browser,
    @MessageBody() { on }: TalkingDto,
  ): Promise<void> {
    await this.browsers.bridgeOf(browser).talk(on);
  }

  @SubscribeMessage<Request>('moderate')
  async moderate(
    @ConnectedSocket() browser: Browser,
    @MessageBody() request: ModerateDto,
  ): Promise<Moderated> {
    return this.browsers.bridgeOf(browser).moderate(request);
  }
}
