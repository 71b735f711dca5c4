import { Browser } from '../browser/browser';
import { joinSecured } from '../conformance/secured/secured-hop';
import { stopAll } from '../processes/running';
import { startSystem, type System } from './system';

const SECRET = 'what somebody said';

describe('TM-D6: a server in which something fails that nobody foresaw', () => {
  afterEach(stopAll);

  it.each(['throw', 'reject'] as const)(
    'ends in good order, and says so once (%s)',
    async (how) => {
      const system = await startSystem();
      await expectOrderlyEnd(system, how);
    },
  );

  async function expectOrderlyEnd(
    { voice, gateway }: System,
    how: 'throw' | 'reject',
  ): Promise<void> {
    const browser = await Browser.inLobby(gateway.url);
    const secured = await joinSecured(voice.port);

    voice.fail(how, SECRET);
    expect(await voice.exited).toEqual({ code: 1, signal: null });
    await browser.next('disconnected');
    await secured.stream.closed;
    await gateway.logged('link-problem');
    // It said goodbye: nobody takes this for a connection that somebody has cut.
    expect(gateway.log).not.toContain('"interrupted"');

    gateway.fail(how, SECRET);
    expect(await gateway.exited).toEqual({ code: 1, signal: null });
    await browser.disconnected();

    for (const { log } of [voice, gateway]) {
      const defects = log.split('\n').filter((line) => line.includes('"defect"'));
      expect(defects).toHaveLength(1);
      expect(JSON.parse(defects[0])).toMatchObject({
        level: 'fatal',
        message: { name: 'TypeError' },
      });
      expect(log).not.toContain(SECRET);
    }
  }
});
