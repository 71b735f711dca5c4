import { ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import type { ConnectToServer, Disconnected, ServerConnected } from '@sealwave/contracts';
import { TextForm } from '@sealwave/kernel';
import type { RoomCredential } from '@sealwave/room';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Browser } from '../browser/browser';
import type { BrowserBridge } from '../browser/browser-bridge';
import { Bridge, type Request, SocketIoGateway } from '../browser/socket-io-gateway';
import { IsDisplayName, IsRoomCredential, IsText } from '../browser/text-checks';
import { VisitorTags } from '../browser/visitor-tags';
import { ConnectRateLimit, TargetPolicy } from './connect-policy';

/** Longest host name (RFC 1035, 2.3.4). */
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

/** Handles events that connect a browser to a voice server and a room. */
@SocketIoGateway()
export class ConnectionGateway {
  constructor(
    private readonly targets: TargetPolicy,
    private readonly rates: ConnectRateLimit,
    private readonly visitors: VisitorTags,
  ) {}

  @SubscribeMessage<Request>('connect_to_server')
  async connect(
    @ConnectedSocket() browser: Browser,
    @Bridge() bridge: BrowserBridge,
    @MessageBody() request: ConnectDto,
  ): Promise<ServerConnected> {
    this.rates.count(browser);
    const { room, name } = request;
    const visitor = this.visitors.tagOf(browser);
    const join = { visitor, ...(room && { room }), ...(name && { name }) };
    return bridge.connect(this.targets.lookUp(request), join);
  }

  @SubscribeMessage<Request>('disconnect_from_server')
  disconnect(@Bridge() bridge: BrowserBridge): Disconnected {
    return bridge.disconnect();
  }
}
