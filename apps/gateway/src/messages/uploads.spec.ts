import type { Failure } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { Uploads } from './uploads';

const LIMITS = { maxUploads: 2, maxBytes: 1000, idleMs: 60_000 };
const FULL: Failure = { code: ErrorCode.Busy, message: 'too much' };
const [first, second, third] = ['a', 'b', 'c'].map((digit) => digit.repeat(32));
const refusal = (code: string) => expect.objectContaining({ code });

describe('Uploads', () => {
  let uploads: Uploads;
  let counted: { bytes: number; readonly drop: (why: Failure) => void }[];
  beforeEach(() => {
    jest.useFakeTimers();
    counted = [];
    uploads = new Uploads(LIMITS, (drop) => {
      const count = { bytes: 0, drop, hold: (bytes: number) => (count.bytes = bytes) };
      counted.push(count);
      return count;
    });
  });
  afterEach(() => {
    uploads.clear();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  const add = (id: string, offset: number, bytes = 10) =>
    uploads.add({ id, offset, audio: new Uint8Array(bytes).fill(offset + 1) });

  it('joins the parts in order, whatever their sizes, and returns the whole once', () => {
    const parts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { minLength: 1 });
    fc.assert(
      fc.property(parts, (audios) => {
        let length = 0;
        for (const audio of audios) {
          const received = uploads.add({ id: first, offset: length, audio });
          length += audio.length;
          expect(received).toBe(length);
        }
        expect([...(uploads.take(first) ?? [])]).toEqual(audios.flatMap((audio) => [...audio]));
        expect(uploads.take(first)).toBeUndefined();
      }),
    );
  });

  it('counts only received bytes, however many parts they came in', () => {
    const large = { ...LIMITS, maxBytes: 1_000_000 };
    let held = 0;
    const growing = new Uploads(large, () => ({ hold: (bytes) => (held = bytes) }));
    for (let offset = 0; offset < 900_000; offset += 100_000) {
      growing.add({ id: first, offset, audio: new Uint8Array(100_000).fill(offset / 100_000) });
      expect(held).toBe(offset + 100_000);
    }
    expect(growing.take(first)?.filter((byte, i) => byte !== Math.floor(i / 100_000))).toHaveLength(
      0,
    );
    expect(held).toBe(0);
  });

  it('TM-D9: counts what it keeps, until it is sent, dropped, or too much for its address', () => {
    add(first, 0, 10);
    add(second, 0, 20);
    expect(counted.map(({ bytes }) => bytes)).toEqual([10, 20]);
    uploads.take(first);
    counted[1].drop(FULL);
    expect(counted.map(({ bytes }) => bytes)).toEqual([0, 0]);
    expect(uploads.take(second)).toBeUndefined();
    const full = new Uploads(LIMITS, (drop) => ({ hold: (bytes) => bytes > 15 && drop(FULL) }));
    expect(full.add({ id: first, offset: 0, audio: new Uint8Array(10) })).toBe(10);
    const more = { id: first, offset: 10, audio: new Uint8Array(10) };
    expect(() => full.add(more)).toThrow(refusal(ErrorCode.Busy));
    expect(full.take(first)).toBeUndefined();
  });

  it('starts again at offset 0', () => {
    add(first, 0, 30);
    expect(add(first, 0)).toBe(10);
    expect(uploads.take(first)).toHaveLength(10);
  });

  it.each([1, 9, 11])(
    'refuses a part at %d when 10 bytes are there, and ends the upload',
    (offset) => {
      add(first, 0);
      expect(() => add(first, offset)).toThrow(refusal(ErrorCode.InvalidRequest));
      expect(() => add(first, 10)).toThrow(refusal(ErrorCode.InvalidRequest));
      expect(uploads.take(first)).toBeUndefined();
    },
  );

  it('accepts the allowed number of bytes, and ends a longer upload', () => {
    expect(add(first, 0, 1000)).toBe(1000);
    expect(() => add(first, 1000, 1)).toThrow(refusal(ErrorCode.AudioTooLarge));
    expect(uploads.take(first)).toBeUndefined();
    expect(() => add(first, 0, 1001)).toThrow(refusal(ErrorCode.AudioTooLarge));
  });

  it('accepts the allowed number of uploads, and refuses one more without affecting the others', () => {
    add(first, 0);
    add(second, 0);
    for (const offset of [0, 10]) expect(() => add(third, offset)).toThrow(refusal(ErrorCode.Busy));
    expect(add(first, 10)).toBe(20);
    uploads.drop(second);
    expect(add(third, 0)).toBe(10);
  });

  it('drops only an upload that received nothing for a minute', () => {
    add(first, 0);
    jest.advanceTimersByTime(59_999);
    add(first, 10);
    add(second, 0);
    jest.advanceTimersByTime(59_999);
    add(second, 10);
    jest.advanceTimersByTime(1);
    expect(uploads.take(first)).toBeUndefined();
    expect(uploads.take(second)).toHaveLength(20);
  });

  it.each([
    ['there was too much of its address', () => counted[0].drop(FULL), ErrorCode.Busy],
    ['nothing came', () => jest.advanceTimersByTime(60_000), ErrorCode.FrameStalled],
    ['it was too large', () => expect(() => add(first, 10, 1000)).toThrow(), 'audio_too_large'],
  ])('TM-D9: says of late parts that the upload ended because %s', (_, end, code) => {
    add(first, 0);
    add(second, 0);
    end();
    for (const offset of [10, 20]) expect(() => add(first, offset)).toThrow(refusal(code));
    expect(uploads.endOf(first)).toMatchObject({ code });
    expect(add(first, 0)).toBe(10);
    expect(uploads.endOf(first)).toBeUndefined();
  });

  it('remembers a bounded number of reasons', () => {
    const ids = Array.from({ length: 33 }, (_, i) => i.toString(16).padStart(32, '0'));
    for (const id of ids) {
      add(id, 0);
      counted.at(-1)?.drop(FULL);
    }
    expect(ids.map((id) => uploads.endOf(id)?.code).filter(Boolean)).toHaveLength(32);
    expect(uploads.endOf(ids[0])).toBeUndefined();
  });

  it('reports whether there was an upload to drop', () => {
    add(first, 0);
    expect([uploads.drop(first), uploads.drop(first)]).toEqual([true, false]);
  });
});
