import { randomBytes } from 'node:crypto';
import { Browser, type Payload } from '../browser/browser';
import { startSystem, type System } from '../integration/system';
import { stopAll } from '../processes/running';
import { nativeSealed } from './native-message';
import { type Control, joinSecured } from './secured/secured-hop';

/** Longest sealed recording of section 6.3. */
const RECORDING_BYTES = 8 * 1_048_576 - 4_096;
/** Two pass at once; the third waits until the bytes of both are paid for. */
const COUNT = 3;

// The third waits for 24 s by the rates of section 6.1.
jest.setTimeout(240_000);

describe('the longest messages in a row (docs/protocol.md, section 6.1)', () => {
  let system: System;
  let browser: Browser | undefined;
  beforeEach(async () => {
    system = await startSystem();
  });
  afterEach(async () => {
    browser?.close();
    await stopAll();
  });

  it('M6.2 are all sent by a gateway, which waits while it is not read', async () => {
    browser = await Browser.inLobby(system.gateway.url, 'binary');
    const answers: Payload[] = [];
    for (let i = 0; i < COUNT; i++) {
      const audio = randomBytes(RECORDING_BYTES);
      answers.push(await browser.ask('send_audio', { audio, encrypted: true }));
    }
    expect(answers).toEqual(answers.map(() => expect.objectContaining({ recipients: 0 })));
    expect(browser.unread('disconnected')).toBe(0);
  });

  it('M6.2 are all sent by a client, which hears of the server meanwhile', async () => {
    const hop = await joinSecured(system.voice.port, ['message1']);
    for (let i = 0; i < COUNT; i++) hop.send(nativeSealed(randomBytes(RECORDING_BYTES)));
    const sent: Control[] = [];
    let pings = 0;
    while (sent.length < COUNT) {
      const control = await hop.nextAboutRoom();
      if (control.t === 'sent') sent.push(control);
      if (control.t === 'ping') {
        pings++;
        hop.control({ t: 'pong' });
      }
    }
    expect(pings).toBeGreaterThan(0);
    hop.close();
  });
});
