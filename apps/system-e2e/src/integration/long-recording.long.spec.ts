import { pause } from '../attacks/pause';
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
/** How often others are answered at least while the gateway works: without turns, once or twice. */
const MIN_ANSWERS = 20;

describe('a recording of ten minutes', () => {
  let gateway: ServerProcess;
  let [ann, ben, cyd]: Browser[] = [];

  beforeAll(async () => {
    ({ gateway } = await startSystem());
    [ann, ben, cyd] = await Promise.all([
      Browser.inLobby(gateway.url),
      Browser.inLobby(gateway.url, 'binary'),
      Browser.open(gateway.url),
    ]);
  });
  afterAll(async () => {
    [ann, ben, cyd].forEach((browser) => browser.close());
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
      const sending = ann.ask('send_audio', { audio });
      const answers = await answersDuring(cyd, sending);
      const sent = await sending;
      expect(await ben.next('audio_received')).toMatchObject({ id: sent['id'] });
      expect(sent['durationMs']).toBeGreaterThanOrEqual(TEN_MINUTES_MS);
      expect(answers).toBeGreaterThan(MIN_ANSWERS);
    },
    300_000,
  );
});

function longWave(): Buffer {
  const samples = Buffer.alloc((8_000 * TEN_MINUTES_MS) / 1_000);
  for (let i = 0; i < samples.length; i++) samples[i] = i * 7;
  return waveFile({ tag: 1, bits: 8, samplingRate: 8_000 }, samples);
}

/** How many questions of `browser` are answered, one after the other, while `work` is done. */
async function answersDuring(browser: Browser, work: Promise<unknown>): Promise<number> {
  let answers = 0;
  const done = work.then(() => true);
  while (!(await Promise.race([done, browser.ask('nothing').then(() => false)]))) {
    answers++;
    await pause(20);
  }
  return answers;
}
