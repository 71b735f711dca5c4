import * as fc from 'fast-check';
import { ErrorCode } from '@sealwave/kernel';
import {
  encodeCapabilities,
  MAX_CAPABILITIES_BYTES,
  parseCapabilities,
  supportsNativeMessages,
  CAPABILITY_NAMES,
  capabilitiesOf,
} from './capabilities';
import { MessageError } from './message-error';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('the names of capabilities', () => {
  it('say that our own ends take native messages', () => {
    expect(supportsNativeMessages(capabilitiesOf(CAPABILITY_NAMES))).toBe(true);
    expect(supportsNativeMessages(capabilitiesOf(['message2', 'sframe5']))).toBe(false);
  });

  it('say that our own ends are let into sealed rooms', () => {
    expect(capabilitiesOf(CAPABILITY_NAMES).sealedRooms).toBe(true);
    expect(capabilitiesOf(['message1', 'sealed2']).sealedRooms).toBe(false);
  });
});

describe('capabilities', () => {
  it('are written as in docs/protocol.md, section 5.3', () => {
    const text = new TextDecoder().decode(encodeCapabilities());
    expect(text).toBe('{"t":"caps","v":1,"messages":[1]}');
    expect(supportsNativeMessages(parseCapabilities(encodeCapabilities()))).toBe(true);
  });

  it('may name other versions and have unknown fields', () => {
    const later = parseCapabilities(utf8('{"v":1,"t":"caps","messages":[2,3],"rooms":true}'));
    expect(later).toEqual({ messages: [2, 3], senders: false, renames: false, sealedRooms: false });
    expect(supportsNativeMessages(later)).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"t":"caps"'],
    ['no object', 'null'],
    ['a list', '[]'],
    ['another type', '{"t":"hello","v":1,"messages":[1]}'],
    ['another version', '{"t":"caps","v":2,"messages":[1]}'],
    ['no versions', '{"t":"caps","v":1}'],
    ['an empty list of versions', '{"t":"caps","v":1,"messages":[]}'],
    ['a version that is no number', '{"t":"caps","v":1,"messages":["1"]}'],
    ['a version 0', '{"t":"caps","v":1,"messages":[0]}'],
    ['a version 256', '{"t":"caps","v":1,"messages":[256]}'],
    ['too many versions', `{"t":"caps","v":1,"messages":[${new Array(17).fill(1).join()}]}`],
  ])('are refused as %s', (_, text) => {
    expect(() => parseCapabilities(utf8(text))).toThrow(
      expect.objectContaining({ code: ErrorCode.ProtocolError, peerFault: true }),
    );
  });

  it('are refused when they are not UTF-8, or too long', () => {
    expect(() => parseCapabilities(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(MessageError);
    const padding = ' '.repeat(MAX_CAPABILITIES_BYTES);
    expect(() => parseCapabilities(utf8(`{"t":"caps","v":1,"messages":[1]}${padding}`))).toThrow(
      MessageError,
    );
  });

  it('throw only their own error, whatever the bytes are', () => {
    const some = fc.oneof(fc.uint8Array(), fc.json().map(utf8));
    fc.assert(
      fc.property(some, (bytes) => {
        try {
          parseCapabilities(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(MessageError);
        }
      }),
    );
  });
});
