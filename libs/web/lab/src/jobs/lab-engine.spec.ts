import { ErrorCode } from '@sealwave/kernel';
import { finish, openEngineHere, voiceFile, voiceSamples } from '../testing/lab-fixtures';
import type { LabEngine } from './lab-engine';
import { sweepDepths } from '../coder/sweeps';

const voice = voiceSamples('librivox-0930.wav');
const ignore = (): void => undefined;

describe('LabEngine', () => {
  let engine: LabEngine;
  beforeEach(() => (engine = openEngineHere()));
  afterEach(() => engine.close());

  it('brings back what the work at the other end gave, and tells how far it is', async () => {
    const shares: number[] = [];
    const job = { kind: 'depths', samples: voice, gainDb: -10 } as const;
    const sweep = await engine.run(job, (share) => shares.push(share));
    expect(sweep).toEqual(finish(sweepDepths(voice, -10)));
    expect(shares).toHaveLength(17);
  });

  it('ends a job when a newer one of its kind comes', async () => {
    const older = engine.run({ kind: 'levels', samples: voice }, ignore);
    const newer = engine.run({ kind: 'levels', samples: voice.subarray(0, 1600) }, ignore);
    await expect(older).resolves.toBeNull();
    await expect(newer).resolves.toHaveLength(9);
  });

  it('does jobs of different kinds beside each other', async () => {
    const reading = engine.run({ kind: 'read', wav: voiceFile('librivox-0930.wav') }, ignore);
    const listening = engine.run(
      { kind: 'listen', samples: voice, gainDb: 0, coder: { kind: 'nlp64' } },
      ignore,
    );
    expect((await reading)?.samples).toEqual(voice);
    expect((await listening)?.report.sampleCount).toBe(voice.length);
  });

  it('tells of a file that is no sound under the code of its error', async () => {
    await expect(
      engine.run({ kind: 'read', wav: Uint8Array.of(1, 2, 3) }, ignore),
    ).rejects.toMatchObject({ code: ErrorCode.AudioUnsupported, peerFault: true });
  });

  it('fails what waits when nothing will answer any more', async () => {
    const job = engine.run({ kind: 'levels', samples: voice }, ignore);
    engine.fail();
    await expect(job).rejects.toMatchObject({ code: ErrorCode.Internal, peerFault: false });
  });
});
