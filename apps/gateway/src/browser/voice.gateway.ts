import { UseFilters, UsePipes } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import {
  type AudioCancelled,
  type AudioPartReceived,
  type AudioSent,
  type ClientToServer,
  type Disconnected,
  GATEWAY_LIMITS,
  type Moderated,
  type RoundTrip,
  type ServerConnected,
} from '@sealwave/contracts';
import { AudioPartDto } from '../messages/audio-part.dto';
import { BridgeService } from './bridge.service';
import type { Browser } from './browser';
import { CancelAudioDto } from '../messages/cancel-audio.dto';
import { ConnectDto } from '../connection/connect.dto';
import { FailureFilter } from './failure.filter';
import { ModerateDto } from '../rooms/moderate.dto';
import { PayloadPipe } from './payload.pipe';
import { RequestError } from './request-error';
import { SendAudioDto } from '../messages/send-audio.dto';
import { TalkingDto } from '../rooms/talking.dto';

type Request = keyof ClientToServer;

const REQUESTS: readonly string[] = [
  'connect_to_server',
  'send_audio',
  'disconnect_from_server',
  'audio_part',
  'cancel_audio',
  'round_trip',
  'talking',
  'moderate',
] satisfies Request[];

/**
 * Maps the events of Socket.IO to {@link BridgeService}. A handler's result goes to the acknowledgement, if
 * the browser asked for one; the bridge emits the event as well.
 */
@WebSocketGateway({
  maxHttpBufferSize: GATEWAY_LIMITS.maxPacketBytes,
  perMessageDeflate: false,
})
@UsePipes(PayloadPipe)
@UseFilters(FailureFilter)
export class VoiceGateway implements OnGatewayConnection<Browser>, OnGatewayDisconnect<Browser> {
  constructor(private readonly bridge: BridgeService) {}

  handleConnection(browser: Browser): void {
    this.bridge.enter(browser);
    browser.onAny((event: string, ...args: unknown[]) => {
      if (!REQUESTS.includes(event)) refuse(browser, args.at(-1));
    });
  }

  handleDisconnect(browser: Browser): void {
    this.bridge.leave(browser);
  }

  @SubscribeMessage<Request>('connect_to_server')
  connect(
    @ConnectedSocket() browser: Browser,
    @MessageBody() request: ConnectDto,
  ): Promise<ServerConnected> {
    return this.bridge.connect(browser, request);
  }

  @SubscribeMessage<Request>('send_audio')
  send(
    @ConnectedSocket() browser: Browser,
    @MessageBody() recording: SendAudioDto,
  ): Promise<AudioSent> {
    return this.bridge.send(browser, recording);
  }

  @SubscribeMessage<Request>('disconnect_from_server')
  disconnect(@ConnectedSocket() browser: Browser): Disconnected {
    return this.bridge.disconnect(browser);
  }

  @SubscribeMessage<Request>('audio_part')
  receivePart(
    @ConnectedSocket() browser: Browser,
    @MessageBody() part: AudioPartDto,
  ): AudioPartReceived {
    return this.bridge.receivePart(browser, part);
  }

  @SubscribeMessage<Request>('cancel_audio')
  cancel(
    @ConnectedSocket() browser: Browser,
    @MessageBody() { id }: CancelAudioDto,
  ): Promise<AudioCancelled> {
    return this.bridge.cancel(browser, id);
  }

  @SubscribeMessage<Request>('talking')
  async talk(
    @ConnectedSocket() browser: Browser,
    @MessageBody() { on }: TalkingDto,
  ): Promise<void> {
    await this.bridge.talk(browser, on);
  }

  @SubscribeMessage<Request>('moderate')
  moderate(
    @ConnectedSocket() browser: Browser,
    @MessageBody() wish: ModerateDto,
  ): Promise<Moderated> {
    return this.bridge.moderate(browser, wish);
  }

  @SubscribeMessage<Request>('round_trip')
  roundTrip(): RoundTrip {
    return {};
  }
}

function refuse(browser: Browser, lastArgument: unknown): void {
  const { code, message } = RequestError.unknownEvent();
  browser.emit('server_error', { code, message });
  if (typeof lastArgument === 'function') lastArgument({ code, message });
}
