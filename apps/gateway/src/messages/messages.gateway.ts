import { ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import type { AudioCancelled, AudioPartReceived, AudioSent } from '@sealwave/contracts';
import type { Browser } from '../browser/browser';
import { Browsers } from '../browser/browsers';
import { type Request, SocketIoGateway } from '../browser/socket-io-gateway';
import { AudioPartDto } from './audio-part.dto';
import { CancelAudioDto } from './cancel-audio.dto';
import { SendAudioDto } from './send-audio.dto';

/** Recordings that browsers send, whole or in parts. */
@SocketIoGateway()
export class MessagesGateway {
  constructor(private readonly browsers: Browsers) {}

  @SubscribeMessage<Request>('send_audio')
  async send(
    @ConnectedSocket() browser: Browser,
    @MessageBody() recording: SendAudioDto,
  ): Promise<AudioSent> {
    return this.browsers.bridgeOf(browser).send(recording);
  }

  @SubscribeMessage<Request>('audio_part')
  receivePart(
    @ConnectedSocket() browser: Browser,
    @MessageBody() part: AudioPartDto,
  ): AudioPartReceived {
    return this.browsers.bridgeOf(browser).receivePart(part);
  }

  @SubscribeMessage<Request>('cancel_audio')
  async cancel(
    @ConnectedSocket() browser: Browser,
    @MessageBody() { id }: CancelAudioDto,
  ): Promise<AudioCancelled> {
    return this.browsers.bridgeOf(browser).cancel(id);
  }
}
