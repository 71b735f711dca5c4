import { ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { AudioError } from '../audio-error';
import { parseOpusHead } from './opus-head';
import { opusHead } from '../../testing/recording-fixtures';

const edited = (at: number, value: number) => {
  const head = opusHead();
  head[at] = value;
  return head;
};

describe('parseOpusHead', () => {
  it('reads channels, pre-skip and gain', () => {
    const head = parseOpusHead(opusHead({ channels: 2, preSkip: 312, gain: -6 * 256 }));
    expect(head).toEqual({
      channelCount: 2,
      preSkip: 312,
      gain: expect.closeTo(0.5012, 4),
      isCoupled: true,
      mapping: [0, 1],
    });
  });

  it.each([
    ['one channel', 1, [1, 0, 0], false],
    ['left and right', 2, [1, 1, 0, 1], true],
    ['right and left', 2, [1, 1, 1, 0], true],
    ['one channel twice', 2, [1, 0, 0, 0], false],
    ['a silent channel', 2, [1, 0, 0, 255], false],
  ])('reads the mapping of family 1: %s', (_, channels, mapping, isCoupled) => {
    const head = parseOpusHead(opusHead({ channels, mapping }));
    expect(head).toMatchObject({ channelCount: channels, isCoupled, mapping: mapping.slice(2) });
  });

  it('has a gain of exactly 1 where the file asks for none', () => {
    expect(parseOpusHead(opusHead()).gain).toBe(1);
  });

  it.each([
    ['nothing', new Uint8Array(0), ErrorCode.AudioUnreadable],
    ['a header cut short', opusHead().subarray(0, 18), ErrorCode.AudioUnreadable],
    ['another codec', edited(0, 0x6f), ErrorCode.AudioUnreadable],
    ['a version to come', edited(8, 16), ErrorCode.AudioUnsupported],
    ['no channels', edited(9, 0), ErrorCode.AudioUnreadable],
    ['three channels', edited(9, 3), ErrorCode.AudioUnreadable],
    ['ambisonics', edited(18, 2), ErrorCode.AudioUnsupported],
    ['no mapping', edited(18, 1), ErrorCode.AudioUnreadable],
    [
      'six channels',
      opusHead({ channels: 6, mapping: [4, 2, 0, 4, 1, 2, 3, 5] }),
      ErrorCode.AudioUnsupported,
    ],
    ['two streams', opusHead({ channels: 2, mapping: [2, 0, 0, 1] }), ErrorCode.AudioUnsupported],
    [
      'a channel that is not coded',
      opusHead({ channels: 2, mapping: [1, 0, 0, 1] }),
      ErrorCode.AudioUnreadable,
    ],
  ])('refuses %s', (_, bytes, code) => {
    expect(() => parseOpusHead(bytes)).toThrow(expect.objectContaining({ code, peerFault: true }));
  });

  it('throws nothing but AudioError, whatever the bytes are', () => {
    const bytes = fc.uint8Array({ maxLength: 30 }).map((rest) => {
      const head = opusHead();
      head.set(rest.subarray(0, 11), 8);
      return head.subarray(0, Math.max(rest.length, 12));
    });
    fc.assert(
      fc.property(bytes, (head) => {
        try {
          expect([1, 2]).toContain(parseOpusHead(head).channelCount);
        } catch (error) {
          expect(error).toBeInstanceOf(AudioError);
        }
      }),
    );
  });
});
