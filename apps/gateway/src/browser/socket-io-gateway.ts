import { applyDecorators, UseFilters, UsePipes } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import { type ClientToServer, GATEWAY_LIMITS } from '@sealwave/contracts';
import { FailureFilter } from './failure.filter';
import { PayloadPipe } from './payload.pipe';

/** The name of an event that a browser sends. */
export type Request = keyof ClientToServer;

/**
 * Decorates the class that handles the events of one topic; all of them share one Socket.IO server. What a handler returns
 * goes to the acknowledgement, if the browser asked for one; the bridge emits the event, too.
 */
export function SocketIoGateway(): ClassDecorator {
  return applyDecorators(
    WebSocketGateway({
      maxHttpBufferSize: GATEWAY_LIMITS.maxPacketBytes,
      perMessageDeflate: false,
    }),
    UsePipes(PayloadPipe),
    UseFilters(FailureFilter),
  );
}
