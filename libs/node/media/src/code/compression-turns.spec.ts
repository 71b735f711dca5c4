import { parseWav, writeWav } from '@sealwave/audio';
import { newMessageId } from '@sealwave/message';
import { seededRandom } from '@sealwave/testing';
import { muxOpus, opusPackets, readAsset } from '../testing/recording-fixtures';
import { CompressionService } from './compression.service';

jest.setTimeout(60_000);

const webm = readAsset('librivox-0930.webm');
const mono = (samples: Float32Array) =>
  writeWav({ samplingRate: 8000, channels: [samples] }, 's16');

/** Counts the turns of everything else during `job`. */
async function turnsDuring(job: Promise<unknown>): Promise<number> {
  let turns = 0;
  let running = true;
  const beat = () => {
    turns++;
    if (running) setImmediate(beat);
  };
  setImmediate(beat);
  await job;
  running = false;
  return turns;
}

/** Sound that takes a decoder the longest. */
function noise(length: number): Float32Array {
  const random = seededRandom(1);
  return Float32Array.from({ length }, () => random() - 0.5);
}

// Jest makes the coder twenty times slower than it is: a minute here is long enough.
describe('CompressionService with long recordings', () => {
  // Without turns it would be a handful; `npm run bench` says how long one lasts.
  const MIN_TURNS = 20;
  /** Longer than a turn: each step that offers one takes it, however quick the machine is. */
  const STEP_MS = 9;

  let service: CompressionService;

  beforeEach(() => {
    let nowMs = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (nowMs += STEP_MS));
    service = new CompressionService();
  });
  afterEach(() => jest.restoreAllMocks());

  it('does not block the event loop for a minute of WAVE', async () => {
    const work = service.compress(mono(new Float32Array(8000 * 60).fill(0.1)));
    expect(await turnsDuring(work)).toBeGreaterThan(MIN_TURNS);
    expect((await work).durationMs).toBe(60_000);
  });

  it('does not block the event loop for a while of WebM', async () => {
    const packets = opusPackets(webm, 'webm');
    const minutes = await muxOpus(Array.from({ length: 8 }, () => packets).flat(), {
      container: 'webm',
    });
    const work = service.compress(minutes);
    expect(await turnsDuring(work)).toBeGreaterThan(MIN_TURNS);
    expect((await work).durationMs).toBe(packets.length * 8 * 60);
  });

  it('does not block the event loop while it decodes a quarter of an hour', async () => {
    const coded = await service.compress(mono(noise(8000 * 900)));
    const work = service.decompress({ kind: 'voice', id: newMessageId(), ...coded }, 's16');
    expect(await turnsDuring(work)).toBeGreaterThan(MIN_TURNS);
    expect(parseWav(await work).frameCount).toBe(8000 * 900);
  });
});
