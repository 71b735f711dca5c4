import { randomBytes } from 'node:crypto';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { FrameStream } from './frame-stream';
import { PATIENT } from './lobby';
import { type Control, JOIN, type SecuredHop, shakeSecured } from './secured/secured-hop';

describe('names that change (docs/protocol.md, section 9.10)', () => {
  let server: ServerProcess;
  beforeEach(async () => (server = await startVoiceServer(PATIENT)));
  afterEach(stopAll);

  const link = { room: randomBytes(16).toString('base64url') };
  const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64url');

  /** A member of the room, and what the server answered to it. */
  async function entered(fields: object): Promise<{ hop: SecuredHop; joined: Control }> {
    const hop = await shakeSecured(await FrameStream.open(server.port));
    hop.control({ ...JOIN, ...link, t: 'create', access: key(1), ...fields });
    return { hop, joined: await hop.nextControl() };
  }

  /** What a member is told next about the room. */
  async function news(hop: SecuredHop): Promise<Control> {
    for (;;) {
      const record = await hop.nextAboutRoom();
      if (record.t !== 'ping') return record;
    }
  }

  it('M9.34 change in place: number, role and place stay, and nobody goes or comes', async () => {
    const ann = await entered({ name: 'Ann', moderation: key(2) });
    const ben = await entered({ name: 'Ben' });
    expect(ann.joined['caps']).toContain('rename1');
    expect(await news(ann.hop)).toEqual({ t: 'here', n: 2, name: 'Ben' });
    ann.hop.control({ t: 'name', name: 'Anna' });
    const anna = { n: 1, name: 'Anna', moderator: true };
    for (const { hop } of [ann, ben]) {
      expect(await news(hop)).toEqual({ t: 'here', ...anna });
    }
    ben.hop.control({ t: 'name', name: null });
    for (const { hop } of [ann, ben]) {
      expect(await news(hop)).toEqual({ t: 'here', n: 2, name: null });
    }
    // The next that the others are told is who comes, so nobody has gone.
    const cyd = await entered({ name: 'Cyd' });
    expect(cyd.joined['members']).toEqual([anna, { n: 2, name: null }, { n: 3, name: 'Cyd' }]);
    for (const { hop } of [ann, ben]) {
      expect(await news(hop)).toEqual({ t: 'here', n: 3, name: 'Cyd' });
    }
  });

  it('M9.34 leave a muted member muted', async () => {
    const ann = await entered({ name: 'Ann', moderation: key(2) });
    const ben = await entered({ name: 'Ben' });
    ann.hop.control({ t: 'moderate', act: 'mute', n: 2 });
    expect(await news(ben.hop)).toEqual({ t: 'muted', n: 2, on: true });
    ben.hop.control({ t: 'name', name: 'Benno' });
    const benno = { n: 2, name: 'Benno', muted: true };
    expect(await news(ben.hop)).toEqual({ t: 'here', ...benno });
  });

  it('M9.34 are told once for many changes, and at last as they are', async () => {
    const ann = await entered({ name: 'Ann' });
    const ben = await entered({ name: 'Ben' });
    for (let i = 0; i <= 200; i++) ben.hop.control({ t: 'name', name: `Ben ${i}` });
    const told: Control[] = [];
    while (told.at(-1)?.['name'] !== 'Ben 200') told.push(await news(ann.hop));
    expect(told.length).toBeLessThan(100);
  });

  it.each([
    ['nothing', ''],
    ['41 characters', 'a'.repeat(41)],
    ['a direction', 'a\u202eb'],
    ['a number', 7],
  ])('M9.34 close the connection when they are of %s', async (_, name) => {
    const ann = await entered({ name: 'Ann' });
    const ben = await entered({ name: 'Ben' });
    ben.hop.control({ t: 'name', name });
    expect(await ben.hop.nextControl()).toEqual({ t: 'error', code: 'protocol_error' });
    await ben.hop.stream.closed;
    expect(await news(ann.hop)).toMatchObject({ t: 'here', n: 2, name: 'Ben' });
    expect(await news(ann.hop)).toEqual({ t: 'gone', n: 2 });
  });
});
