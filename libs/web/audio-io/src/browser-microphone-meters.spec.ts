import {
  MicrophoneFixture,
  ScriptedRecorder,
  stubWebAudio,
  track,
} from './testing/microphone-fixture';

describe('the meters of BrowserMicrophone', () => {
  let ports: MicrophoneFixture;
  beforeEach(() => (ports = new MicrophoneFixture()));

  it('has short blocks to show and long ones to measure', async () => {
    const { meters } = await ports.capture();
    ScriptedRecorder.last.hears('voice');
    await Promise.resolve();
    expect([meters()?.analyser.fftSize, meters()?.blocks.fftSize]).toEqual([2048, 16_384]);
  });

  it('does not start Web Audio before the take has sound', async () => {
    let contexts = 0;
    let touched = 0;
    const source = () => (touched++, { connect: () => undefined });
    // The loudspeaker never starts, so nothing on its clock gets sound.
    const resume = () => new Promise<never>(() => undefined);
    stubWebAudio({ resume, createMediaStreamSource: source }, () => contexts++);
    const take = await ports.capture();
    ScriptedRecorder.last.hears('');
    expect([contexts, touched]).toEqual([0, 0]);
    ScriptedRecorder.last.hears('voice');
    ScriptedRecorder.last.hears('more');
    expect(contexts).toBe(1);
    take.stop();
    expect((await take.finished)?.blob.size).toBe('voicemore'.length);
    expect([take.meters(), track.live]).toEqual([null, false]);
  });

  it('starts no meters for a take that ended before it had sound', async () => {
    let contexts = 0;
    stubWebAudio({}, () => contexts++);
    const take = await ports.capture();
    take.stop();
    // A recorder also delivers what it has when it stops.
    ScriptedRecorder.last.hears('late');
    await take.finished;
    expect(contexts).toBe(0);
  });

  it('measures a take from its first sound, however late the browser starts', async () => {
    jest.useFakeTimers();
    const take = await ports.capture();
    const begunMs = take.startedAtMs();
    jest.advanceTimersByTime(2000);
    ScriptedRecorder.last.hears('voice');
    expect(take.startedAtMs() - begunMs).toBe(1900);
    jest.advanceTimersByTime(1000);
    take.stop();
    jest.useRealTimers();
    // The first piece has 100 ms of sound when it is delivered.
    expect((await take.finished)?.durationMs).toBe(1100);
  });

  describe('when the meters do not work', () => {
    const never = () => new Promise<never>(() => undefined);
    const fail = () => {
      throw new DOMException('no audio hardware', 'NotSupportedError');
    };

    it.each([
      ['sound never starts', () => stubWebAudio({ resume: never })],
      ['sound is refused', () => stubWebAudio({ resume: () => Promise.reject(new Error('no')) })],
      ['there is no sound at all', () => stubWebAudio({}, fail)],
      ['the stream has another rate', () => stubWebAudio({ createMediaStreamSource: fail })],
      ['starting fails at once', () => stubWebAudio({ resume: fail })],
    ])('still records: %s', async (_, break_) => {
      break_();
      const take = await ports.capture();
      ScriptedRecorder.last.hears('voice');
      await Promise.resolve();
      expect(take.meters()).toBeNull();
      take.stop();
      expect((await take.finished)?.blob.size).toBe('voice'.length);
      expect(track.live).toBe(false);
    });

    it.each([
      ['never ends', () => stubWebAudio({ close: never })],
      ['cannot be closed', () => stubWebAudio({ close: () => Promise.reject(new Error('no')) })],
      ['was closed before', () => stubWebAudio({ close: fail })],
    ])(
      'delivers the take and releases the microphone although their sound %s',
      async (_, break_) => {
        break_();
        const take = await ports.capture();
        ScriptedRecorder.last.hears('voice');
        take.stop();
        await expect(take.finished).resolves.toMatchObject({ endedBy: 'request' });
        expect(track.live).toBe(false);
      },
    );
  });
});
