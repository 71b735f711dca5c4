import { Browser } from '../browser/browser';
import { stopAll } from '../processes/running';
import { startSystem, type System } from './system';

const HUNDRED_MB = 100_000_000;
/** What a packet of the largest size may cost at a time, far below what was sent. */
const ALLOWANCE_MB = 80;

describe('TM-D5: a payload of 100 MB', () => {
  let system: System;
  let [ann, ben]: Browser[] = [];

  beforeAll(async () => {
    system = await startSystem();
    ann = await Browser.inLobby(system.gateway.url);
    ben = await Browser.inLobby(system.gateway.url);
  });
  afterAll(async () => {
    [ann, ben].forEach((browser) => browser.close());
    await stopAll();
  });

  it.each([
    ['bytes over WebSocket', ['websocket'], Buffer.alloc(HUNDRED_MB)],
    ['text over WebSocket', ['websocket'], 'A'.repeat(HUNDRED_MB)],
    ['text over HTTP', ['polling'], 'A'.repeat(HUNDRED_MB)],
  ])('as %s closes that connection alone and costs no memory', async (_, transports, audio) => {
    const greedy = await Browser.open(system.gateway.url, undefined, { transports });
    const before = system.gateway.memoryMb('VmHWM');
    greedy.emit('send_audio', { audio });
    await greedy.disconnected();
    const sent = await ann.ask('send_audio', { audio: Buffer.of(1), encrypted: true });
    expect(await ben.next('audio_received')).toMatchObject({ id: sent['id'] });
    expect(system.gateway.memoryMb('VmHWM') - before).toBeLessThan(ALLOWANCE_MB);
  });
});
