import type { ArgumentMetadata } from '@nestjs/common';
import { ErrorCode, toBase64Url } from '@sealwave/kernel';
import { encodePart, MAX_PART_BYTES } from '@sealwave/room/record';
import * as fc from 'fast-check';
import { PayloadPipe } from '../browser/socket-io-gateway';
import { readSealedRequest } from './sealed-request';
import { SealedPartDto, SealedRecordDto } from './sealed.gateway';

const pipe = new PayloadPipe();
const recordForm: ArgumentMetadata = { type: 'body', metatype: SealedRecordDto };
const partForm: ArgumentMetadata = { type: 'body', metatype: SealedPartDto };
const invalid = expect.objectContaining({ code: ErrorCode.InvalidRequest });
const text = (bytes: number) => toBase64Url(new Uint8Array(bytes));
const prove = { t: 'prove', point: text(65), signature: text(64), tokenKey: text(32) };

const read = (payload: unknown) =>
  readSealedRequest(pipe.transform(payload, recordForm) as SealedRecordDto);
const readPart = (part: unknown) => pipe.transform({ part }, partForm) as SealedPartDto;

describe('a record from a browser', () => {
  it.each([
    ['announce', 512],
    ['order', 512],
    ['direct', 2048],
  ])('is read as %s of up to %d bytes', (t, most) => {
    const n = t === 'direct' ? { n: 7 } : {};
    expect(read({ t, ...n, data: text(most) })).toEqual({ t, ...n, data: new Uint8Array(most) });
    expect(() => read({ t, ...n, data: text(most + 1) })).toThrow(invalid);
  });

  it('is read as the proof of a moderator', () => {
    const bytes = { point: new Uint8Array(65), signature: new Uint8Array(64) };
    expect(read(prove)).toEqual({ t: 'prove', ...bytes, tokenKey: new Uint8Array(32) });
  });

  it('does not say for its sender who sent it', () => {
    expect(read({ t: 'order', n: 3, data: 'AA' })).toEqual({ t: 'order', data: Uint8Array.of(0) });
  });

  it.each([
    {},
    { t: 'joined', data: 'AA' },
    { t: ['announce'], data: 'AA' },
    { t: 'announce' },
    { t: 'announce', data: '' },
    { t: 'announce', data: 'AB' },
    { t: 'announce', data: 'A+' },
    { t: 'announce', data: ['AA'] },
    { t: 'announce', data: new Uint8Array(3) },
    { t: 'announce', data: 'A'.repeat(1 << 20) },
    { t: 'direct', data: 'AA' },
    { t: 'direct', n: '1', data: 'AA' },
    { t: 'direct', n: -1, data: 'AA' },
    { t: 'direct', n: 2 ** 32, data: 'AA' },
    { ...prove, point: text(64) },
    { ...prove, signature: text(65) },
    { ...prove, tokenKey: undefined },
  ])('is refused as %j', (payload) => {
    expect(() => read(payload)).toThrow(invalid);
  });

  it('is refused, and nothing else, whatever its fields are', () => {
    const t = fc.constantFrom('announce', 'direct', 'order', 'prove');
    fc.assert(
      fc.property(t, fc.anything(), fc.anything(), (t, n, data) => {
        const form = { t, n, data, point: data, signature: data, tokenKey: data };
        if (typeof data !== 'string') expect(() => read(form)).toThrow(invalid);
      }),
    );
  });
});

describe('a part from a browser', () => {
  const part = encodePart({
    kind: 'frames',
    transmissionId: new Uint8Array(16),
    body: Uint8Array.of(1),
  });

  it('is passed on as the same bytes, without a copy', () => {
    expect(readPart(part).part).toBe(part);
    const most = new Uint8Array(MAX_PART_BYTES).fill(1);
    expect(readPart(most).part).toBe(most);
  });

  it.each([
    ['nothing', undefined],
    ['no bytes', new Uint8Array(0)],
    ['text', 'AQID'],
    ['numbers', [1, 2, 3]],
    ['no body', part.subarray(0, 17)],
    ['an unknown kind', Uint8Array.of(4, ...part.subarray(1))],
    ['more than 16 KiB', new Uint8Array(MAX_PART_BYTES + 1).fill(1)],
  ])('is refused as %s', (_, value) => {
    expect(() => readPart(value)).toThrow(invalid);
  });
});
