import { Controller, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type AsyncMicroserviceOptions, EventPattern, Payload } from '@nestjs/microservices';
import { AppModule } from '../src/app.module';
import { AUDIO_EVENT, type AudioMessage, Broadcaster } from '../src/relay/broadcaster';
import { VoiceTcpServer } from '../src/transport/voice-tcp.server';
import { configured, MemoryLog } from './running-server';
import { TestClient } from './test-client';

const FAULTY = 13;
const SLOW = 14;

/** The application's own handlers, with two kinds of trouble on request. */
@Controller()
class TroubledBroadcaster extends Broadcaster {
  static release = (): void => undefined;

  @EventPattern(AUDIO_EVENT)
  override async relay(@Payload() message: AudioMessage): Promise<void> {
    if (message.audio[0] === FAULTY) throw new Error('a bug of ours');
    if (message.audio[0] === SLOW) {
      await new Promise<void>((resolve) => (TroubledBroadcaster.release = resolve));
    }
    return super.relay(message);
  }
}

describe('handlers of the events', () => {
  let app: INestMicroservice;
  let log: MemoryLog;
  let clients: TestClient[];

  beforeEach(async () => {
    log = new MemoryLog();
    const root = { ...AppModule.with(configured()), controllers: [TroubledBroadcaster] };
    app = await NestFactory.createMicroservice<AsyncMicroserviceOptions>(root, {
      logger: log,
      abortOnError: false,
      inject: [VoiceTcpServer],
      useFactory: (strategy: VoiceTcpServer) => ({ strategy }),
    });
    await app.listen();
    const { port } = app.get(VoiceTcpServer).address;
    clients = await Promise.all([1, 2, 3].map(() => TestClient.connect(port)));
    await log.until('session-opened', 3);
  });

  afterEach(async () => {
    clients.forEach(({ frames }) => frames.close());
    await app.close();
  });

  it('delay the next message of the same client only', async () => {
    const [ann, ben, cyd] = clients;
    for (const byte of [SLOW, 1, 2]) ann.send(Uint8Array.of(byte));
    for (const byte of [3, 4, 5]) {
      ben.send(Uint8Array.of(byte));
      expect(await cyd.receive()).toEqual(Buffer.of(byte));
    }
    TroubledBroadcaster.release();
    for (const byte of [SLOW, 1, 2]) expect(await cyd.receive()).toEqual(Buffer.of(byte));
  });

  it('that throw are logged exactly once, and the other clients continue', async () => {
    const [ann, ben, cyd] = clients;
    for (const byte of [FAULTY, 1]) ann.send(Uint8Array.of(byte));
    expect(await cyd.receive()).toEqual(Buffer.of(1));
    ben.send(Uint8Array.of(2));
    expect(await cyd.receive()).toEqual(Buffer.of(2));
    const errors = log.lines.filter(({ level }) => level === 'error');
    expect(errors).toMatchObject([{ error: { message: 'a bug of ours' } }]);
  });
});
