import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  SubscribeMessage,
} from '@nestjs/websockets';
import type { ClientToServer, RoundTrip } from '@sealwave/contracts';
import type { Browser } from './browser';
import { Browsers } from './browsers';
import { RequestError } from './request-error';
import { type Request, SocketIoGateway } from './socket-io-gateway';

const REQUESTS: readonly string[] = [
  'connect_to_server',
  'send_audio',
  'disconnect_from_server',
  'audio_part',
  'cancel_audio',
  'round_trip',
  'talking',
  'moderate',
  'sealed_record',
  'sealed_part',
] satisfies (keyof ClientToServer)[];

/** Registers and removes browsers, answers `round_trip`, and refuses unknown events. */
@SocketIoGateway()
export class BrowserGateway implements OnGatewayConnection<Browser>, OnGatewayDisconnect<Browser> {
  constructor(private readonly browsers: Browsers) {}

  handleConnection(browser: Browser): void {
    this.browsers.add(browser);
    browser.onAny((event: string, ...args: unknown[]) => {
      if (!REQUESTS.includes(event)) refuse(browser, args.at(-1));
    });
  }

  handleDisconnect(browser: Browser): void {
    this.browsers.remove(browser);
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
