import { ErrorCode, fromBase64Url, fromHex, toBase64Url, toHex } from '@sealwave/kernel';
import { RoomInvite } from './room-capability';

/** The part of the design's known answers that this spec uses. */
interface DesignAnswers {
  readonly inputs: Readonly<Record<'room_secret' | 'room_id', string>>;
  readonly keys: Readonly<Record<'access', string>>;
}

const { readVectors } = globalThis as { readVectors?: (path: string) => string | undefined };
const text = readVectors?.('generated/e2ee-v1-kat.json');
const itWithVectors = text === undefined ? it.skip : it;
const design = text === undefined ? undefined : (JSON.parse(text) as DesignAnswers);

const ID = 'AAECAwQFBgcICQoLDA0ODw';
const SECRET = 'ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8';
const FRAGMENT = `v=1&k=${SECRET}`;

describe('RoomInvite', () => {
  it('is different each time', () => {
    const [first, second] = [RoomInvite.make(), RoomInvite.make()];
    expect(fromBase64Url(first.id)).toHaveLength(16);
    expect(first.id).not.toBe(second.id);
    expect(first.fragment).toMatch(/^v=1&k=[A-Za-z0-9_-]{43}$/);
    expect(first.fragment).not.toBe(second.fragment);
  });

  it('makes a link that parses to the same invite', async () => {
    const made = RoomInvite.make();
    const link = new URL(made.link('https://voice.example/de/'));
    expect(link.pathname).toBe(`/de/r/${made.id}`);
    const read = RoomInvite.read(link.pathname.slice('/de/r/'.length), link.hash);
    expect(read.fragment).toBe(made.fragment);
    expect(await read.access()).toBe(await made.access());
  });

  it('does not reveal its secret', () => {
    const invite = RoomInvite.read(ID, FRAGMENT);
    expect(JSON.stringify(invite)).toBe(JSON.stringify({ id: ID }));
  });

  it('has another access key for each room and for each secret', async () => {
    const access = await RoomInvite.read(ID, FRAGMENT).access();
    expect(access).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await RoomInvite.read(`B${ID.slice(1)}`, FRAGMENT).access()).not.toBe(access);
    expect(await RoomInvite.read(ID, FRAGMENT.replace('ICE', 'ICF')).access()).not.toBe(access);
  });

  it('ignores unknown fields', () => {
    const { fragment } = RoomInvite.read(ID, `#x=1&${FRAGMENT}&t=later`);
    expect(fragment).toBe(FRAGMENT);
  });

  it.each([
    ['no fragment', ID, '', ErrorCode.RoomLinkInvalid, 'version'],
    ['no version', ID, `k=${SECRET}`, ErrorCode.RoomLinkInvalid, 'version'],
    ['no secret', ID, 'v=1', ErrorCode.RoomLinkInvalid, 'secret'],
    ['a secret cut short', ID, FRAGMENT.slice(0, -1), ErrorCode.RoomLinkInvalid, 'secret'],
    ['a secret with more behind it', ID, `${FRAGMENT}A`, ErrorCode.RoomLinkInvalid, 'secret'],
    [
      'a secret with a bit left over',
      ID,
      FRAGMENT.replace(/8$/, '9'),
      'room_link_invalid',
      'secret',
    ],
    ['an id cut short', ID.slice(1), FRAGMENT, ErrorCode.RoomLinkInvalid, 'room'],
    ['an id of other characters', ID.replace('A', '+'), FRAGMENT, 'room_link_invalid', 'room'],
    ['a later version', ID, `v=2&k=${SECRET}`, ErrorCode.RoomLinkUnsupported, 'newer version'],
  ])('refuses a link with %s, and says why', (_, id, fragment, code, words) => {
    const message = expect.stringContaining(words) as string;
    expect(() => RoomInvite.read(id, fragment)).toThrow(expect.objectContaining({ code, message }));
  });

  it('refuses to enter a room with less protection than its link asks for', () => {
    const read = () => RoomInvite.read(ID, `v=1&m=link&k=${SECRET}`);
    expect(read).toThrow(expect.objectContaining({ code: ErrorCode.RoomLinkUnsupported }));
  });

  itWithVectors('has the access that the known answers of the design have', async () => {
    const { inputs, keys } = design!;
    const [id, secret] = [inputs.room_id, inputs.room_secret].map((hex) =>
      toBase64Url(fromHex(hex)),
    );
    const access = await RoomInvite.read(id, `v=1&k=${secret}`).access();
    expect(toHex(fromBase64Url(access))).toBe(keys.access);
  });
});
