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

  it('returns the result of a job, and reports its progress', async () => {
    const shares: number[] = [];
    const job = { kind: 'depths', samples: voice, gainDb: -10 } as const;
    const sweep = await engine.run(job, (share) => shares.push(share));
    expect(sweep).toEqual(finish(sweepDepths(voice, -10)));
    expect(shares).toHaveLength(17);
  });

  it('ends a job when a newer one of its kind arrives', async () => {
    const older = engine.run({ kind: 'levels', samples: voice }, ignore);
    const newer = engine.run({ kind: 'levels', samples: voice.subarray(0, 1600) }, ignore);
    await expect(older).resolves.toBeNull();
    await expect(newer).resolves.toHaveLength(9);
  });

  it('runs jobs of different kinds side by side', async () => {
    const reading = engine.run({ kind: 'read', wav: voiceFile('librivox-0930.wav') }, ignore);
    const listening = engine.run(
      { kind: 'listen', samples: voice, gainDb: 0, coder: { kind: 'nlp64' } },
      ignore,
    );
    expect((await reading)?.samples).toEqual(voice);
    expect((await listening)?.report.sampleCount).toBe(voice.length);
  });

  it('reports a file that is not a sound with the code of its error', async () => {
    await expect(
      engine.run({ kind: 'read', wav: Uint8Array.of(1, 2, 3) }, ignore),
    ).rejects.toMatchObject({ code: ErrorCode.AudioUnsupported, peerFault: true });
  });

  it('rejects waiting jobs when no answer can come any more', async () => {
    const job = engine.run({ kind: 'levels', samples: voice }, ignore);
    engine.fail();
    await expect(job).rejects.toMatchObject({ code: ErrorCode.Internal, peerFault: false });
  });
});
