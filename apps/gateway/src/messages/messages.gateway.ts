import { MessageBody, SubscribeMessage } from '@nestjs/websockets';
import { CODER_NAMES } from '@sealwave/audio';
import type {
  AudioCancelled,
  AudioPart,
  AudioPartReceived,
  AudioSent,
  CancelAudio,
  CoderName,
  SendAudio,
} from '@sealwave/contracts';
import { TextForm } from '@sealwave/kernel';
import { IsBoolean, IsIn, IsInt, IsOptional, Min, ValidateBy, ValidateIf } from 'class-validator';
import type { BrowserBridge } from '../browser/browser-bridge';
import { Bridge, type Request, SocketIoGateway } from '../browser/socket-io-gateway';
import { IsText } from '../browser/text-checks';

const ID = new TextForm(32, /^[0-9a-f]{32}$/);

/** Validates an id that a browser chose for a recording (docs/protocol.md, M8.9). */
function IsRecordingId(): PropertyDecorator {
  return IsText(ID, 'id must be 32 lower-case hexadecimal digits');
}

/** Validates the payload of `send_audio`. */
export class SendAudioDto implements SendAudio {
  @ValidateIf(({ audio, id }: SendAudio) => audio !== undefined || id === undefined)
  @ValidateBy({
    name: 'isAudio',
    validator: {
      validate: (value: unknown) => typeof value === 'string' || value instanceof Uint8Array,
      defaultMessage: () => 'audio must be bytes, or text in Base64',
    },
  })
  readonly audio?: string | Uint8Array;

  @IsOptional()
  @IsRecordingId()
  readonly id?: string;

  @IsOptional()
  @IsBoolean()
  readonly encrypted?: boolean;

  @IsOptional()
  @IsIn(CODER_NAMES)
  readonly coder?: CoderName;
}

/** Validates the payload of `audio_part`. */
export class AudioPartDto implements AudioPart {
  @IsRecordingId()
  readonly id!: string;

  @ValidateBy({
    name: 'isPart',
    validator: {
      validate: (value: unknown) => value instanceof Uint8Array && value.length > 0,
      defaultMessage: () => 'audio must be bytes, at least one',
    },
  })
  readonly audio!: Uint8Array;

  @IsInt()
  @Min(0)
  readonly offset!: number;
}

/** Validates the payload of `cancel_audio`. */
export class CancelAudioDto implements CancelAudio {
  @IsRecordingId()
  readonly id!: string;
}

/** Handles recordings that browsers send, whole or in parts. */
@SocketIoGateway()
export class MessagesGateway {
  @SubscribeMessage<Request>('send_audio')
  async send(
    @Bridge() { messages }: BrowserBridge,
    @MessageBody() recording: SendAudioDto,
  ): Promise<AudioSent> {
    return messages.send(recording);
  }

  @SubscribeMessage<Request>('audio_part')
  receivePart(
    @Bridge() { messages }: BrowserBridge,
    @MessageBody() part: AudioPartDto,
  ): AudioPartReceived {
    return messages.receivePart(part);
  }

  @SubscribeMessage<Request>('cancel_audio')
  async cancel(
    @Bridge() { messages }: BrowserBridge,
    @MessageBody() { id }: CancelAudioDto,
  ): Promise<AudioCancelled> {
    return messages.cancel(id);
  }
}
