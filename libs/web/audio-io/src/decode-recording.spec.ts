import { TestBed } from '@angular/core/testing';
import { ErrorCode } from '@sealwave/kernel';
import { DECODE_RECORDING, type DecodeRecording } from './decode-recording';

describe('DECODE_RECORDING', () => {
  let asked: readonly number[];
  let decode: DecodeRecording;

  /** A browser whose decoder returns these channels, or fails. */
  function browserDecodes(channels: readonly Float32Array[] | null): void {
    class ScriptedContext {
      constructor(...format: number[]) {
        asked = format;
      }
      decodeAudioData(): Promise<unknown> {
        if (channels === null) return Promise.reject(new DOMException('no', 'EncodingError'));
        return Promise.resolve({
          numberOfChannels: channels.length,
          duration: channels[0].length / 8000,
          getChannelData: (index: number) => channels[index],
        });
      }
    }
    Object.assign(globalThis, { OfflineAudioContext: ScriptedContext });
  }

  const recording = { arrayBuffer: () => Promise.resolve(new ArrayBuffer(4)) } as Blob;

  beforeEach(() => (decode = TestBed.inject(DECODE_RECORDING)));

  it("asks for a telephone's sampling rate and mixes all channels into one", async () => {
    browserDecodes([Float32Array.of(0.5, 0), Float32Array.of(0, -0.5)]);
    await expect(decode(recording)).resolves.toEqual({
      samples: Float32Array.of(0.25, -0.25),
      durationMs: 0.25,
    });
    expect(asked).toEqual([1, 1, 8000]);
    await decode(recording, 16_000);
    expect(asked).toEqual([1, 1, 16_000]);
  });

  it('reports an unreadable recording when the browser has no decoder for it', async () => {
    class Refusing {
      constructor() {
        throw new DOMException('no such rate', 'NotSupportedError');
      }
    }
    Object.assign(globalThis, { OfflineAudioContext: Refusing });
    await expect(decode(recording)).rejects.toMatchObject({ code: ErrorCode.AudioUnreadable });
  });

  it('reports an unreadable recording when the browser never answers', async () => {
    jest.useFakeTimers();
    try {
      class Silent {
        decodeAudioData = () => new Promise(() => undefined);
      }
      Object.assign(globalThis, { OfflineAudioContext: Silent });
      const refused = expect(decode(recording)).rejects.toMatchObject({
        code: ErrorCode.AudioUnreadable,
      });
      await jest.advanceTimersByTimeAsync(60_000);
      await refused;
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('reports an unreadable recording when the browser refuses it', async () => {
    browserDecodes(null);
    await expect(decode(recording)).rejects.toMatchObject({ code: ErrorCode.AudioUnreadable });
  });
});
