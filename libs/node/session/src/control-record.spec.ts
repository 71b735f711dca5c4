import * as fc from 'fast-check';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { type ControlRecord, encodeControl, parseControl } from './control-record';

const records: readonly ControlRecord[] = [
  { t: 'join', room: 'lobby', caps: ['message1'] },
  { t: 'joined', caps: [] },
  { t: 'rekey' },
  { t: 'ping' },
  { t: 'pong' },
  { t: 'bye' },
  { t: 'error', code: 'join_denied' },
];
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a control record', () => {
  it.each(records)('$t is read as it was written', (record) => {
    expect(parseControl(encodeControl(record))).toEqual(record);
  });

  it('is written as JSON', () => {
    expect(Buffer.from(encodeControl(records[0])).toString()).toBe(
      '{"t":"join","v":1,"room":"lobby","caps":["message1"]}',
    );
  });

  it('may have fields, and be of kinds, that a later version has added', () => {
    expect(parseControl(bytes('{"t":"bye","why":"tired"}'))).toEqual({ t: 'bye' });
    expect(parseControl(bytes('{"t":"wave"}'))).toBeNull();
  });

  it.each([
    'no JSON',
    '[]',
    'null',
    '"join"',
    '{}',
    '{"t":1}',
    '{"t":"join","v":2,"room":"lobby","caps":[]}',
    '{"t":"join","v":1,"room":"a b","caps":[]}',
    '{"t":"join","v":1,"caps":[]}',
    '{"t":"join","v":1,"room":"lobby"}',
    '{"t":"join","v":1,"room":"lobby","caps":[1]}',
    `{"t":"joined","v":1,"caps":${JSON.stringify(new Array(17).fill('a'))}}`,
    '{"t":"error","code":"Some words."}',
  ])('is refused as %s', (text) => {
    expect(() => parseControl(bytes(text))).toThrow(
      expect.objectContaining({ code: ErrorCode.ProtocolError }),
    );
  });

  it('is refused with an error of ours whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes)), (plaintext) => {
        try {
          parseControl(plaintext);
        } catch (error) {
          expect(error).toBeInstanceOf(VoiceError);
        }
      }),
    );
  });
});
