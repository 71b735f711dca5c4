import type { ArgumentMetadata } from '@nestjs/common';
import { ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { ConnectDto } from '../connection/connection.gateway';
import { AudioPartDto, CancelAudioDto, SendAudioDto } from '../messages/messages.gateway';
import { ModerateDto, TalkingDto } from '../rooms/rooms.gateway';
import { PayloadPipe } from './socket-io-gateway';

const connect: ArgumentMetadata = { type: 'body', metatype: ConnectDto };
const send: ArgumentMetadata = { type: 'body', metatype: SendAudioDto };
const part: ArgumentMetadata = { type: 'body', metatype: AudioPartDto };
const cancel: ArgumentMetadata = { type: 'body', metatype: CancelAudioDto };
const moderate: ArgumentMetadata = { type: 'body', metatype: ModerateDto };
const talking: ArgumentMetadata = { type: 'body', metatype: TalkingDto };
const id = '0123456789abcdef'.repeat(2);
const pipe = new PayloadPipe();
const invalid = expect.objectContaining({ code: ErrorCode.InvalidRequest });

/** A list in a list in a list. */
function nested(depth: number): unknown[] {
  let list: unknown[] = [];
  for (let i = 0; i < depth; i++) list = [list];
  return list;
}

describe('PayloadPipe', () => {
  it('returns an instance of the class with only its fields', () => {
    const request = pipe.transform({ host: 'a', port: 1, extra: nested(100_000) }, connect);
    expect(request).toBeInstanceOf(ConnectDto);
    expect(request).toEqual({ host: 'a', port: 1 });
  });

  it('returns the same bytes, without a copy', () => {
    const audio = new Uint8Array(3);
    expect((pipe.transform({ audio }, send) as SendAudioDto).audio).toBe(audio);
  });

  it('accepts an id instead of audio that was uploaded under it', () => {
    expect(pipe.transform({ id }, send)).toMatchObject({ id, audio: undefined });
    expect(pipe.transform({ id, audio: 'AAAA' }, send)).toMatchObject({ id, audio: 'AAAA' });
    expect(pipe.transform({ id }, cancel)).toEqual({ id });
    const piece = { id, audio: new Uint8Array(1), offset: 7 };
    expect(pipe.transform(piece, part)).toEqual(piece);
  });

  it.each([undefined, null, {}])('treats %j as a request without fields', (payload) => {
    expect(pipe.transform(payload, connect)).toEqual({});
    expect(() => pipe.transform(payload, send)).toThrow(invalid);
  });

  it.each([true, 0, 'localhost', [], ['localhost', 8888], new Uint8Array(2)])(
    'refuses %j, which has no fields',
    (payload) => expect(() => pipe.transform(payload, connect)).toThrow(invalid),
  );

  it.each([
    [{ host: 5 }, connect],
    [{ host: 'x'.repeat(256) }, connect],
    [{ host: nested(100_000) }, connect],
    [{ port: '8888' }, connect],
    [{ port: 0 }, connect],
    [{ port: 65_536 }, connect],
    [{ port: 80.5 }, connect],
    [{ audio: 5 }, send],
    [{ audio: [1, 2] }, send],
    [{ audio: nested(100_000) }, send],
    [{ audio: 'AAAA', encrypted: 'yes' }, send],
    [{ audio: 'AAAA', encrypted: 1 }, send],
    [{ audio: 'AAAA', id: id.toUpperCase() }, send],
    [{ audio: 'AAAA', id: id.slice(1) }, send],
    [{ audio: 'AAAA', id: `${id}0` }, send],
    [{ audio: 'AAAA', id: `${id}\n` }, send],
    [{ audio: 'AAAA', id: [id] }, send],
    [{ audio: null, id }, send],
    [{ audio: 5, id }, send],
    [{ id: 'x' }, send],
    [{ id, offset: 0 }, part],
    [{ id, audio: 'AAAA', offset: 0 }, part],
    [{ id, audio: new Uint8Array(0), offset: 0 }, part],
    [{ id, audio: new Uint8Array(1) }, part],
    [{ id, audio: new Uint8Array(1), offset: -1 }, part],
    [{ id, audio: new Uint8Array(1), offset: 0.5 }, part],
    [{ id, audio: new Uint8Array(1), offset: '0' }, part],
    [{ audio: new Uint8Array(1), offset: 0 }, part],
    [{}, cancel],
    [{ id: 5 }, cancel],
  ])('refuses a field of another form (%#)', (payload, metadata) => {
    expect(() => pipe.transform(payload, metadata)).toThrow(invalid);
  });

  it('ignores the names of inherited fields', () => {
    const payload = JSON.parse('{"__proto__":{"audio":"AAAA"},"constructor":1,"toString":2}');
    expect(() => pipe.transform(payload, send)).toThrow(invalid);
  });

  it('passes on an argument that is not a payload', () => {
    const browser = { host: 5 };
    expect(pipe.transform(browser, { type: 'custom' })).toBe(browser);
  });

  it('returns or refuses any payload, and never fails in another way', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom(connect, send, part, cancel, moderate, talking),
        (payload, metadata) => {
          try {
            expect(pipe.transform(payload, metadata)).toBeInstanceOf(metadata.metatype);
          } catch (error) {
            expect(error).toEqual(invalid);
          }
        },
      ),
    );
  });

  /** What JSON can hold that is dangerous where something else is expected. */
  const hostile = fc.oneof(
    fc.constantFrom<unknown>(
      ...[
        { toString: 1 },
        { toString: null, valueOf: 1 },
        { length: 32 },
        { length: -1 },
        [],
        [[]],
        {},
      ],
      ...[
        null,
        true,
        0,
        -0,
        1e308,
        -1e308,
        2 ** 53,
        Number.MAX_VALUE,
        '',
        '\0',
        '\ud800',
        [id],
        { id },
      ],
      ...[
        '__proto__',
        'constructor',
        { __proto__: null },
        { then: 1 },
        { constructor: { name: 1 } },
      ],
      JSON.parse('{"__proto__":{"toString":1}}'),
      {
        id: { toString: 1 },
        access: { toString: 1 },
        mac: { toString: 1 },
        claims: { toString: 1 },
      },
      { id: id.slice(10), access: { toString: 1 }, moderation: [] },
      { id: id.slice(10), claims: { toString: 1 }, mac: { toString: 1 } },
    ),
    fc.jsonValue(),
  );
  const FIELDS = [
    ...[
      'host',
      'port',
      'room',
      'name',
      'audio',
      'id',
      'encrypted',
      'coder',
      'offset',
      'act',
      'n',
      'on',
    ],
    ...[
      'proof',
      'access',
      'claims',
      'toString',
      'constructor',
      '__proto__',
      'hasOwnProperty',
      'then',
    ],
  ];

  it('returns or refuses any values in known fields', () => {
    const payloads = fc.dictionary(fc.constantFrom(...FIELDS), hostile);
    fc.assert(
      fc.property(
        payloads,
        fc.constantFrom(connect, send, part, cancel, moderate, talking),
        (payload, metadata) => {
          try {
            expect(pipe.transform(payload, metadata)).toBeInstanceOf(metadata.metatype);
          } catch (error) {
            expect(error).toEqual(invalid);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['host', connect],
    ['name', connect],
    ['id', send],
    ['coder', send],
    ['id', part],
    ['id', cancel],
    ['act', moderate],
  ])('TM-D10: refuses a long %s by its length, without reading it', (field, metadata) => {
    const long = '\u{1f600}'.repeat(100_000);
    const read = [
      jest.spyOn(RegExp.prototype, 'test'),
      jest.spyOn(RegExp.prototype, 'exec'),
      jest.spyOn(String.prototype, 'match'),
      jest.spyOn(String.prototype, 'normalize'),
      jest.spyOn(String.prototype, Symbol.iterator as never),
    ];
    try {
      expect(() => pipe.transform({ [field]: long }, metadata)).toThrow(invalid);
      const seen = read.flatMap(({ mock }) => [...mock.calls.flat(), ...mock.contexts]);
      expect(seen.filter((each) => each === long)).toEqual([]);
    } finally {
      read.forEach((spy) => spy.mockRestore());
    }
  });
});
