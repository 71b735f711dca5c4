import { audioOf, Browser } from '../browser/browser';
import { stopAll } from '../processes/running';
import { bytesOf, flawOf, RECORDED } from './recorders';
import { startSystem } from './system';

describe('a recording in the shape of its recorder', () => {
  let [ann, ben]: Browser[] = [];

  beforeAll(async () => {
    const { gateway } = await startSystem();
    ann = await Browser.inLobby(gateway.url);
    ben = await Browser.inLobby(gateway.url, 'binary');
  });
  afterAll(async () => {
    [ann, ben].forEach((browser) => browser.close());
    await stopAll();
  });

  it.each(RECORDED)('$name is heard whole by others', async (recorded) => {
    const sent = await ann.ask('send_audio', { audio: bytesOf(recorded) });
    expect(sent).toMatchObject({ id: expect.any(String) });
    expect(flawOf(audioOf(await ben.next('audio_received')), recorded)).toBeNull();
  });

  it.each([
    ['MP4 with AAC', '\0\0\0\x1cftypM4A ....mp4a'],
    ['AMR', '#!AMR\n....'],
  ])('of %s is refused by its name, with the command that helps', async (form, file) => {
    expect(await ann.ask('send_audio', { audio: Buffer.from(file, 'latin1') })).toEqual({
      code: 'audio_unsupported',
      message: expect.stringMatching(`${form} .*ffmpeg -i FILE -ac 1 -ar 8000 FILE\\.wav`),
    });
  });
});
