import { Browser } from '../browser/browser';
import { startSystem, type System } from '../integration/system';
import { stopAll } from '../processes/running';
import { ATTACK_SECONDS, besideBystanders } from './bystanders';

const FLAT_MB = 100;
/** In bytes of UTF-8 almost as much as one packet may have; every character is two units of UTF-16. */
const LONG = '\u{1f600}'.repeat(4_000_000);
const FROM = { extraHeaders: { 'x-forwarded-for': '203.0.113.7' }, transports: ['websocket'] };

jest.setTimeout((ATTACK_SECONDS + 60) * 1_000);

describe('TM-D10: a text of megabytes where a short one belongs', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(stopAll);

  it.each(['host', 'name'])('ends the connection of who sends it as %s', async (field) => {
    const before = system.gateway.log.length;
    const aftermath = await besideBystanders(system, async (until) => {
      do {
        const attacker = await Browser.open(system.gateway.url, undefined, FROM);
        const gone = attacker.disconnected();
        attacker.emit('connect_to_server', { [field]: LONG });
        await gone;
        expect(await attacker.next('server_error')).toMatchObject({ code: 'rate_limited' });
      } while (!until.aborted);
    });
    expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
    expect(aftermath.peakMb.gateway).toBeLessThan(2 * FLAT_MB);
    expect(aftermath.grownMb.gateway).toBeLessThan(FLAT_MB);
    expect(system.gateway.log.slice(before)).not.toContain('"request":"connect_to_server"');
  });

  it.each(['id', 'coder', 'encrypted'])('is refused as the %s of a recording', async (field) => {
    const attacker = await Browser.open(system.gateway.url, undefined, FROM);
    const answer = await attacker.ask('send_audio', { audio: 'AAAA', [field]: LONG });
    expect(answer).toMatchObject({ code: 'invalid_request' });
    expect(String(answer['message']).length).toBeLessThan(1_000);
    attacker.close();
  });
});
