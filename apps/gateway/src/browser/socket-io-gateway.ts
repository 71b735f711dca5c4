import {
  applyDecorators,
  type ArgumentMetadata,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type PipeTransform,
  UseFilters,
  UsePipes,
} from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import { type ClientToServer, GATEWAY_LIMITS } from '@sealwave/contracts';
import { validateSync } from 'class-validator';
import type { Browser } from './browser';
import { FailureFilter } from './failure.filter';
import { RequestError } from './request-error';

/** The name of an event that a browser sends. */
export type Request = keyof ClientToServer;

type Fields = Record<string, unknown>;

/**
 * Validates a payload against the class of the parameter. Only the fields that the class declares are read. So
 * a deep or large payload costs no more time. No bytes are copied. Validation is synchronous, so no request
 * overtakes an earlier one.
 */
@Injectable()
export class PayloadPipe implements PipeTransform<unknown, unknown> {
  /**
   * Validates `payload`.
   * @throws RequestError when a field does not have the documented form.
   */
  transform(payload: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type !== 'body' || !metatype) return payload;
    const request: Fields = new metatype();
    const fields = fieldsOf(payload);
    for (const field of Object.keys(request)) request[field] = fields[field];
    const problems = validateSync(request);
    if (problems.length === 0) return request;
    throw RequestError.invalid(
      problems.flatMap(({ constraints }) => Object.values(constraints ?? {})),
    );
  }
}

/** The fields of a payload. An event without a payload counts as one without fields. */
function fieldsOf(payload: unknown): Fields {
  if (payload === undefined || payload === null) return {};
  const isPlain = typeof payload === 'object' && !Array.isArray(payload);
  if (isPlain && !(payload instanceof Uint8Array)) return payload as Fields;
  throw RequestError.invalid(['the payload must be an object']);
}

/**
 * Decorates the class that handles the events of one topic. All these classes share one Socket.IO server. The
 * result of a handler becomes the acknowledgement, if the browser asked for one. The bridge emits the event
 * too.
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

/**
 * Gives a handler the bridge of the browser that sent the event. @throws RequestError when the browser has
 * gone.
 */
export const Bridge = createParamDecorator((_: unknown, context: ExecutionContext): unknown => {
  const { data }: Browser = context.switchToWs().getClient();
  if (!data.bridge) throw RequestError.notConnected();
  return data.bridge;
});
