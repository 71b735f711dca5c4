import { ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import type { Disconnected, ServerConnected } from '@sealwave/contracts';
import type { Browser } from '../browser/browser';
import { Browsers } from '../browser/browsers';
import { type Request, SocketIoGateway } from '../browser/socket-io-gateway';
import { VisitorTags } from '../browser/visitor-tags';
import { ConnectRateLimit } from './connect-rate-limit';
import { ConnectDto } from './connect.dto';
import { TargetPolicy } from './target.policy';

/** Which voice server and which room a browser is connected to. */
@SocketIoGateway()
export class ConnectionGateway {
  constructor(
    private readonly browsers: Browsers,
    private readonly targets: TargetPolicy,
    private readonly rates: ConnectRateLimit,
    private readonly visitors: VisitorTags,
  ) {}

  @SubscribeMessage<Request>('connect_to_server')
  async connect(
    @ConnectedSocket() browser: Browser,
    @MessageBody() request: ConnectDto,
  ): Promise<ServerConnected> {
    this.rates.count(browser);
    const { room, name } = request;
    const visitor = this.visitors.tagOf(browser);
    const join = { visitor, ...(room && { room }), ...(name && { name }) };
    return this.browsers.bridgeOf(browser).connect(this.targets.lookUp(request), join);
  }

  @SubscribeMessage<Request>('disconnect_from_server')
  disconnect(@ConnectedSocket() browser: Browser): Disconnected {
    return this.browsers.bridgeOf(browser).disconnect();
  }
}
