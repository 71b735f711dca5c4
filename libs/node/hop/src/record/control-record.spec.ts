import * as fc from 'fast-check';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { type ControlRecord, encodeControl, parseControl } from './control-record';

const records: readonly ControlRecord[] = [
  { t: 'join', room: 'lobby', caps: ['message1'] },
  { t: 'join', room: 'lobby', caps: [], name: 'Änne B.', proof: new Uint8Array(32).fill(7) },
  { t: 'create', room: 'A'.repeat(22), caps: [], access: new Uint8Array(32).fill(9) },
  { t: 'joined', caps: [] },
  { t: 'joined', caps: [], you: 2, members: [{ n: 1, name: null }] },
  { t: 'here', n: 3, name: 'Ben' },
  { t: 'gone', n: 3 },
  { t: 'moderate', act: 'kick', n: 2 },
  { t: 'muted', n: 2, on: true },
  { t: 'joined', caps: [], you: 1, members: [{ n: 1, name: 'Ann', muted: true }], moderator: true },
  { t: 'join', room: 'lobby', caps: [], visitor: 'a1b2' },
  { t: 'join', room: 'A'.repeat(22), caps: [], proof: new Uint8Array(32), claims: 'v1.a-b_c.7' },
  { t: 'here', n: 3, name: null, moderator: true },
  { t: 'here', n: 3, name: null, listener: true },
  { t: 'sent', id: '0'.repeat(32), recipients: 4 },
  { t: 'talking', on: true },
  { t: 'talking', on: false, n: 4 },
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

  it('can have fields and kinds of a later version', () => {
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
    '{"t":"join","v":1,"room":"lobby","caps":[],"name":" Ann"}',
    '{"t":"join","v":1,"room":"lobby","caps":[],"name":"A\\u202eB"}',
    `{"t":"join","v":1,"room":"lobby","caps":[],"name":"${'a'.repeat(41)}"}`,
    '{"t":"join","v":1,"room":"lobby","caps":[],"proof":"AAAA"}',
    `{"t":"create","v":1,"room":"lobby","caps":[],"access":"${'*'.repeat(43)}"}`,
    '{"t":"create","v":1,"room":"lobby","caps":[]}',
    '{"t":"here","n":-1,"name":"Ann"}',
    '{"t":"sent","id":"x","recipients":1}',
    '{"t":"talking","on":1}',
    '{"t":"moderate","act":"praise","n":1}',
    '{"t":"muted","n":1}',
    '{"t":"join","v":1,"room":"lobby","caps":[],"visitor":"A B"}',
    `{"t":"joined","v":1,"caps":[],"members":${JSON.stringify(new Array(65).fill({ n: 1, name: null }))}}`,
  ])('is refused as %s', (text) => {
    expect(() => parseControl(bytes(text))).toThrow(
      expect.objectContaining({ code: ErrorCode.ProtocolError }),
    );
  });

  it('is refused with a documented error whatever the bytes are', () => {
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

  it.each([
    'proof',
    'access',
    'moderation',
    'claims',
    'room',
    'name',
    'visitor',
    'caps',
    'id',
    'n',
    'on',
    'act',
  ])('is refused when its %s is not a text but an object that resembles one', (field) => {
    for (const value of [{ toString: 1 }, [[]], { length: 43 }, 1e308, [{ toString: null }]]) {
      for (const t of ['join', 'create', 'sent', 'talking', 'moderate', 'joined']) {
        const room = 'a'.repeat(22);
        const record = { t, v: 1, room, caps: [], access: 'A'.repeat(43), [field]: value };
        const plaintext = new TextEncoder().encode(JSON.stringify(record));
        try {
          parseControl(plaintext);
        } catch (error) {
          expect(error).toMatchObject({ code: ErrorCode.ProtocolError });
        }
      }
    }
  });
});
