import { MessageBody, SubscribeMessage } from '@nestjs/websockets';
import type { SealedAccepted, SendSealedPart } from '@sealwave/contracts';
import { Allow, IsIn, ValidateBy } from 'class-validator';
import type { BrowserBridge } from '../browser/browser-bridge';
import { Bridge, type Request, SocketIoGateway } from '../browser/socket-io-gateway';
import { isPart, readSealedRequest, SEALED_RECORDS } from './sealed-request';

/** Takes the fields of `sealed_record`. {@link readSealedRequest} validates them together. */
export class SealedRecordDto {
  @IsIn(SEALED_RECORDS)
  readonly t!: (typeof SEALED_RECORDS)[number];

  @Allow()
  readonly n?: unknown;

  @Allow()
  readonly data?: unknown;

  @Allow()
  readonly point?: unknown;

  @Allow()
  readonly signature?: unknown;

  @Allow()
  readonly tokenKey?: unknown;
}

/** Validates the payload of `sealed_part`. */
export class SealedPartDto implements SendSealedPart {
  @ValidateBy({
    name: 'isPart',
    validator: {
      validate: isPart,
      defaultMessage: () => 'part must be a part of a transmission: at most 16384 bytes',
    },
  })
  readonly part!: Uint8Array;
}

/** Handles what browsers send in sealed rooms. Opens none of it. */
@SocketIoGateway()
export class SealedGateway {
  @SubscribeMessage<Request>('sealed_record')
  async sendRecord(
    @Bridge() { sealed }: BrowserBridge,
    @MessageBody() request: SealedRecordDto,
  ): Promise<SealedAccepted> {
    return sealed.sendRecord(readSealedRequest(request));
  }

  @SubscribeMessage<Request>('sealed_part')
  async sendPart(
    @Bridge() { sealed }: BrowserBridge,
    @MessageBody() { part }: SealedPartDto,
  ): Promise<SealedAccepted> {
    return sealed.sendPart(part);
  }
}
