import { ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { voiceFrame } from '../testing/room-fixture';
import { countersFrom, receive, room, sealAll, send } from '../testing/transmission-fixture';
import { FrameFailures } from './frame-failures';
import { FramePace } from './frame-pace';
import { ReplayWindow } from './replay-window';
import { decodeText, encodeText, MAX_TEXT_BYTES } from './text-frame';
import { clockDiffers, isCutOff } from './transmission-limits';

const refusedAs = (code: ErrorCode) => expect.objectContaining({ code });

describe('a text', () => {
  it('is read as it was written, and fills up to a multiple of 64 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const frame = encodeText(text);
        expect(frame.length % 64).toBe(0);
        expect(decodeText(frame)).toBe(text);
      }),
    );
    expect(decodeText(encodeText('\ufeffmark'))).toBe('\ufeffmark');
  });

  it('has at most 4000 bytes', () => {
    expect(decodeText(encodeText('x'.repeat(MAX_TEXT_BYTES)))).toHaveLength(MAX_TEXT_BYTES);
    expect(() => encodeText('\u00e9'.repeat(2001))).toThrow(refusedAs(ErrorCode.TextTooLong));
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['no length', new Uint8Array(1)],
    ['another size', new Uint8Array(63)],
    ['more than it says', new Uint8Array(128)],
    ['something in what fills it up', new Uint8Array(64).fill(1, 63)],
    ['more length than there is', new Uint8Array(64).fill(63, 1, 2)],
    ['half a character', Uint8Array.from({ length: 64 }, (_, i) => [0, 1, 0xc3][i] ?? 0)],
  ])('is refused with %s', (_, frame) => {
    expect(() => decodeText(frame)).toThrow(refusedAs(ErrorCode.TransmissionRefused));
  });
});

describe('the window of a transmission', () => {
  it('takes each frame once, and none from 1024 before the newest', () => {
    const counters = fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 200 });
    fc.assert(
      fc.property(counters, (all) => {
        const window = new ReplayWindow();
        const seen = new Set<number>();
        for (const counter of all) {
          const newest = Math.max(-1, ...seen);
          const isOld = seen.has(counter) || counter <= newest - 1024;
          const marking = () => window.mark(counter);
          if (isOld) expect(marking).toThrow(refusedAs(ErrorCode.ReplayedMessage));
          else marking();
          if (!isOld) seen.add(counter);
        }
      }),
    );
  });

  it('remembers no more than it needs', () => {
    const window = new ReplayWindow();
    for (let counter = 0; counter < 30_000; counter++) window.mark(counter);
    expect(() => window.mark(29_000)).toThrow(refusedAs(ErrorCode.ReplayedMessage));
    expect(() => window.mark(5)).toThrow(refusedAs(ErrorCode.ReplayedMessage));
  });
});

describe('the pace of live frames', () => {
  it('is that of speech for as long as anybody likes', () => {
    const pace = new FramePace();
    const admitted = countersFrom(0, 3000).filter((i) => pace.admits(i * 20));
    expect(admitted).toHaveLength(3000);
  });

  it('is 64 a second and no more', () => {
    const pace = new FramePace();
    const admitted = countersFrom(0, 2000).filter((i) => pace.admits(i * 5));
    expect(admitted.length).toBe(128 + Math.floor((1999 * 5 * 64) / 1000));
  });

  it('holds for what is live, and not for what was recorded', async () => {
    const { ann, bob } = await room();
    const outcomes = async (kind: 'live' | 'recorded'): Promise<number> => {
      const sending = await send(ann, { kind });
      const frames = await sealAll(sending, countersFrom(0, 200));
      const receiving = await receive(bob, ann, sending.header);
      const opened = await Promise.allSettled(frames.map((frame) => receiving.open(frame, 0)));
      return opened.filter(({ status }) => status === 'fulfilled').length;
    };
    expect(await outcomes('live')).toBe(128);
    expect(await outcomes('recorded')).toBe(200);
  });
});

describe('frames that fail', () => {
  it('are too many above one in twenty within 5 s', () => {
    const failures = new FrameFailures();
    for (const i of countersFrom(0, 100)) failures.count(i % 20 === 0, i * 20);
    expect(failures.isFailing(2000)).toBe(false);
    failures.count(true, 2000);
    expect(failures.isFailing(2000)).toBe(true);
    expect(failures.isFailing(7001)).toBe(false);
  });
});

describe('moments', () => {
  it('tell what was cut off, and a clock that differs', () => {
    expect([isCutOff(0, 1000), isCutOff(0, 1001)]).toEqual([false, true]);
    expect([clockDiffers(0, 120_000), clockDiffers(120_001, 0)]).toEqual([false, true]);
  });
});

describe('a frame of voice', () => {
  it('is refused in another form than the header says', async () => {
    const { ann, bob } = await room();
    const sending = await send(ann);
    const text = await send(ann, { kind: 'text', coder: 'none' });
    await expect(sending.sealText('x')).rejects.toEqual(refusedAs(ErrorCode.Usage));
    await expect(text.seal(0, voiceFrame(0))).rejects.toEqual(refusedAs(ErrorCode.Usage));
    expect((await receive(bob, ann, text.header)).header.kind).toBe('text');
  });
});
