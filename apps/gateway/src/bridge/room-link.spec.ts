import { ErrorCode } from '@sealwave/kernel';
import { ConnectDto } from './connect.dto';
import { PayloadPipe } from './payload.pipe';
import { roomKeyOf } from './room-link';

const id = 'Ab-_'.repeat(5) + 'AA';
const access = Buffer.alloc(32, 7).toString('base64url');
const check = (payload: unknown) =>
  new PayloadPipe().transform(payload, { type: 'body', metatype: ConnectDto });

describe('the room that a browser asks for', () => {
  it.each([
    {},
    { name: 'Änne B.' },
    { room: { id, access } },
    { room: { id, access, more: 1 } },
    { room: { id, access, moderation: access } },
  ])('may be %j', (payload) => {
    expect(check(payload)).toMatchObject(payload);
  });

  it.each([
    { name: '' },
    { name: ' Ann' },
    { name: 7 },
    { name: 'a'.repeat(41) },
    { name: 'A\u202eB' },
    { room: 'lobby' },
    { room: { id } },
    { room: { id: 'lobby', access } },
    { room: { id, access: access.slice(1) } },
    { room: { id, access: `${access.slice(0, -1)}/` } },
    { room: { id, access: 'B'.repeat(43) } },
    { room: { id, access, moderation: 'short' } },
    { room: [id, access] },
  ])('may not be %j', (payload) => {
    expect(() => check(payload)).toThrow(
      expect.objectContaining({ code: ErrorCode.InvalidRequest }),
    );
  });

  it('opens to the bytes that its link says', () => {
    expect(roomKeyOf({ id, access })).toEqual({ id, access: new Uint8Array(32).fill(7) });
  });
});
