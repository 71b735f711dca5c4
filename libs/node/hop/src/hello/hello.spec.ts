import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { type ClientHello, encodeClientHello, parseClientHello } from './client-hello';
import { encodeReject, isReject, parseReject, reasonOf, RejectReason } from './hello-reject';
import { encodeServerHello, parseServerHello, type ServerHello } from './server-hello';
import { HandshakeError } from '../handshake/session-error';

const u16 = fc.nat(0xffff);
const random = fc.uint8Array({ minLength: 32, maxLength: 32 });
const extensions = fc
  .array(fc.tuple(u16, fc.uint8Array({ maxLength: 60 })), { maxLength: 5 })
  .map((entries) => new Map(entries));
const anyClientHello: fc.Arbitrary<ClientHello> = fc.record({
  requiresAuthentication: fc.boolean(),
  random,
  suites: fc.array(u16, { minLength: 1, maxLength: 8 }),
  extensions,
});
const anyServerHello: fc.Arbitrary<ServerHello> = fc.record({
  requiresSecuredHop: fc.boolean(),
  random,
  suite: u16,
  identity: fc.uint8Array({ minLength: 65, maxLength: 65 }),
  extensions,
});

const hello = Buffer.from(
  encodeClientHello({
    requiresAuthentication: true,
    random: randomBytes(32),
    suites: [2, 1],
    extensions: new Map([[7, Uint8Array.of(1, 2, 3)]]),
  }),
);
const malformed = expect.objectContaining({ code: ErrorCode.ProtocolError });

/** `hello` with other bytes from `at` on. */
function changed(at: number, ...bytes: number[]): Buffer {
  const copy = Buffer.from(hello);
  copy.set(bytes, at);
  return copy;
}

describe('the hello of a client', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(anyClientHello, (one) => {
        expect(parseClientHello(encodeClientHello(one))).toEqual(one);
      }),
    );
  });

  it.each([
    ['bytes left over', Buffer.concat([hello, Buffer.of(0)])],
    ['another kind', changed(0, 2)],
    ['a flag that nobody knows', changed(2, 0, 2)],
    ['no suites', changed(36, 0)],
    ['nine suites', changed(36, 9)],
    ['extensions longer than they say', changed(41, 0, 6)],
    ['extensions shorter than they say', changed(41, 0, 8)],
    ['an extension beyond their end', changed(45, 0, 4)],
  ])('is refused with %s', (_, body) => {
    expect(() => parseClientHello(body)).toThrow(malformed);
  });

  it('is refused when it ends too early', () => {
    for (let length = 0; length < hello.length; length++) {
      expect(() => parseClientHello(hello.subarray(0, length))).toThrow(HandshakeError);
    }
  });

  it('is refused with a repeated extension, or with too many bytes of extensions', () => {
    const twice = Buffer.concat([
      changed(41, 0, 11).subarray(0, 43),
      Buffer.from('00070000' + '0007000301020300'.slice(0, 14), 'hex'),
    ]);
    expect(() => parseClientHello(twice)).toThrow(malformed);
    const one = { requiresAuthentication: false, random: randomBytes(32), suites: [1] };
    const long = (bytes: number) =>
      parseClientHello(
        encodeClientHello({ ...one, extensions: new Map([[9, new Uint8Array(bytes)]]) }),
      );
    expect(long(1020).extensions.get(9)).toHaveLength(1020);
    expect(() => long(1021)).toThrow(malformed);
  });

  it('is refused in another version, with that reason', () => {
    const error = refusalOf(() => parseClientHello(changed(1, 2)));
    expect(error).toMatchObject({ code: ErrorCode.HopUnsupported, detail: { version: 2 } });
    expect(reasonOf(error)).toBe(RejectReason.Version);
  });
});

describe('the hello of a server', () => {
  it('is read as it was written', () => {
    const ends = fc.tuple(
      fc.uint8Array({ minLength: 64, maxLength: 64 }),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
    );
    fc.assert(
      fc.property(anyServerHello, ends, (one, [signature, finished]) => {
        const signedPart = encodeServerHello(one);
        const body = Buffer.concat([signedPart, signature, finished]);
        expect(parseServerHello(body)).toEqual({ hello: one, signedPart, signature, finished });
        expect(() => parseServerHello(body.subarray(0, -1))).toThrow(malformed);
        expect(() => parseServerHello(Buffer.concat([body, Buffer.of(0)]))).toThrow(malformed);
      }),
    );
  });
});

describe('a refusal', () => {
  it('contains its reason', () => {
    for (const reason of Object.values(RejectReason)) {
      const body = encodeReject(reason);
      expect(isReject(body)).toBe(true);
      expect(parseReject(body)).toBe(reason);
      expect(() => parseReject(body.subarray(0, -1))).toThrow(malformed);
    }
  });

  it('has the reason that matches the error', () => {
    expect(reasonOf(HandshakeError.noCommonSuite())).toBe(RejectReason.Suite);
    expect(reasonOf(HandshakeError.busy(4))).toBe(RejectReason.Busy);
    expect(reasonOf(HandshakeError.malformedHello())).toBe(RejectReason.Malformed);
    expect(reasonOf(new Error('a bug'))).toBe(RejectReason.Malformed);
  });
});

describe('hellos of any bytes', () => {
  it('are read, or refused with a documented error', () => {
    const start = fc.constantFrom([], [1, 1], [2, 1], [0x7f]);
    const bytes = fc.tuple(start, fc.uint8Array({ maxLength: 300 }));
    fc.assert(
      fc.property(bytes, ([head, tail]) => {
        const body = Uint8Array.from([...head, ...tail]);
        for (const parse of [parseClientHello, parseServerHello, parseReject]) {
          try {
            parse(body);
          } catch (error) {
            expect(error).toBeInstanceOf(VoiceError);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

function refusalOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
}
