import { ErrorCode } from '@sealwave/kernel';
import { encodeRoomClaims, openingKeys, provingKey } from '@sealwave/room';
import { ConnectDto } from './connection.gateway';
import { PayloadPipe } from '../browser/socket-io-gateway';

const id = 'Ab-_'.repeat(5) + 'AA';
const access = Buffer.alloc(32, 7).toString('base64url');
const claims = encodeRoomClaims({ room: id, expiresAt: 7, rights: 2, nonce: 'n'.repeat(16) });
const check = (payload: unknown) =>
  new PayloadPipe().transform(payload, { type: 'body', metatype: ConnectDto });

describe('the room that a browser asks for', () => {
  it.each([
    {},
    { name: 'Änne B.' },
    { name: 'علی\u200cرضا' },
    { name: '👨\u200d👩\u200d👧' },
    { room: { id, access } },
    { room: { id, access, more: 1 } },
    { room: { id, access, moderation: access } },
    { room: { id, claims, mac: access } },
  ])('may be %j', (payload) => {
    expect(check(payload)).toMatchObject(payload);
  });

  it.each([
    { name: '' },
    { name: ' Ann' },
    { name: 7 },
    { name: 'a'.repeat(41) },
    { name: 'A\u202eB' },
    { name: 'A\u200dB' },
    { room: 'lobby' },
    { room: { id } },
    { room: { id: 'lobby', access } },
    { room: { id, access: access.slice(1) } },
    { room: { id, access: `${access.slice(0, -1)}/` } },
    { room: { id, access: 'B'.repeat(43) } },
    { room: { id, access, moderation: 'short' } },
    { room: [id, access] },
    { room: { id, claims } },
    { room: { id, claims, mac: 'short' } },
    { room: { id, claims: 'v1', mac: access } },
    { room: { id: 'B'.repeat(22), claims, mac: access } },
  ])('may not be %j', (payload) => {
    expect(() => check(payload)).toThrow(
      expect.objectContaining({ code: ErrorCode.InvalidRequest }),
    );
  });

  it('derives the access key from the credential of the link', () => {
    const bytes = new Uint8Array(32).fill(7);
    expect(openingKeys({ id, access })).toEqual({ access: bytes });
    expect(openingKeys({ id, claims, mac: access })).toBeNull();
    expect(provingKey({ id, claims, mac: access })).toEqual(bytes);
  });
});
