import { Browser } from '../browser/browser';
import { waveFile } from '../conformance/riff';
import { stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { repeatedWebm } from './long-recording';
import { recording } from './speech';
import { startSystem } from './system';

const TEN_MINUTES_MS = 600_000;
/** How often the short recording in WebM has to be said for that. */
const TIMES = 130;
/** The longest that the event loop may be held. */
const HOLD_MS = 50;

describe('a recording of ten minutes', () => {
  let gateway: ServerProcess;
  let [ann, ben]: Browser[] = [];

  beforeAll(async () => {
    ({ gateway } = await startSystem());
    [ann, ben] = await Promise.all([
      Browser.inLobby(gateway.url),
      Browser.inLobby(gateway.url, 'binary'),
    ]);
  });
  afterAll(async () => {
    [ann, ben].forEach((browser) => browser.close());
    await stopAll();
  });

  it.each([
    [
      'WebM in Base64',
      async () => (await repeatedWebm(recording('webm'), TIMES)).toString('base64'),
    ],
    ['WAV', async () => longWave()],
  ])(
    'as %s arrives, and holds nobody up',
    async (_, make) => {
      const audio = await make();
      await gateway.longestHoldMs();
      const sent = await ann.ask('send_audio', { audio });
      expect(await ben.next('audio_received')).toMatchObject({ id: sent['id'] });
      expect(sent['durationMs']).toBeGreaterThanOrEqual(TEN_MINUTES_MS);
      expect(await gateway.longestHoldMs()).toBeLessThan(HOLD_MS);
    },
    120_000,
  );
});

function longWave(): Buffer {
  const samples = Buffer.alloc((8_000 * TEN_MINUTES_MS) / 1_000);
  for (let i = 0; i < samples.length; i++) samples[i] = i * 7;
  return waveFile({ tag: 1, bits: 8, samplingRate: 8_000 }, samples);
}
