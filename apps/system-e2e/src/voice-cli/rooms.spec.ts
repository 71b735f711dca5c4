import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { RoomInvite, RoomToken } from '@sealwave/room/link';
import { FrameStream } from '../conformance/frame-stream';
import { JOIN, shakeSecured } from '../conformance/secured/secured-hop';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { endAll, linesOf, listener, Program } from './program';

const VOICE = join(__dirname, '../../../../libs/testing/assets/librivox-0930.wav');
const BASE = 'https://voice.example/de/';

// Each process takes its time where many others run.
jest.setTimeout(120_000);

describe('the built command line client in a room', () => {
  let server: ServerProcess;
  let to: string[];

  beforeAll(async () => {
    server = await startVoiceServer();
    to = ['--to', `127.0.0.1:${server.port}`];
  });
  afterAll(async () => {
    await endAll();
    await stopAll();
  });

  it('is heard there by name, and nowhere else, and reports how many received it', async () => {
    const link = RoomInvite.make().link(BASE);
    const inside = await listener(server.port, ['--json', '--count', '1', '--room', link]);
    const outside = await listener(server.port, ['--json', '--count', '1']);
    const said = await Program.run([
      'send',
      '--json',
      '--name',
      'Ann',
      '--room',
      link,
      ...to,
      VOICE,
    ]);
    expect(linesOf(said)[0]).toMatchObject({ type: 'sent', recipients: 1 });
    expect(linesOf(await inside.ended)[0]).toMatchObject({ sender: 'Ann' });
    await Program.run(['send', '--name', 'Ben', ...to, VOICE]);
    expect(linesOf(await outside.ended)[0]).toMatchObject({ sender: 'Ben' });
  });

  it('reads the room and the name from its environment, and reports when nobody else got the message', async () => {
    const env = { SEALWAVE_ROOM: RoomInvite.make().link(BASE), SEALWAVE_NAME: 'Ann' };
    const { stdout, status } = await Program.run(['send', ...to, VOICE], env);
    expect(status).toBe(0);
    expect(stdout.toString()).toContain('nobody else got it');
  });

  it('receives with a listen-only link, and cannot send', async () => {
    const invite = RoomInvite.make();
    const moderation = randomBytes(32).toString('base64url');
    const maker = await shakeSecured(await FrameStream.open(server.port));
    const keys = { access: await invite.access(), moderation };
    maker.control({ ...JOIN, t: 'create', room: invite.id, caps: ['message1'], ...keys });
    expect(await maker.nextControl()).toMatchObject({ t: 'joined', moderator: true });
    const expiresAt = Math.ceil(Date.now() / 1000) + 600;
    const token = await RoomToken.issue(moderation, { room: invite.id, expiresAt, rights: 2 });
    const room = ['--room', token.link(BASE)];

    const inside = await listener(server.port, ['--json', '--count', '1', ...room]);
    const said = await Program.run(['send', '--json', ...room, ...to, VOICE]);
    expect(linesOf(said)[0]).toMatchObject({ type: 'sent', recipients: 0 });
    await Program.run(['send', '--name', 'Ann', '--room', invite.link(BASE), ...to, VOICE]);
    expect(linesOf(await inside.ended)[0]).toMatchObject({ sender: 'Ann' });
  });

  it.each([
    ['no link', 'kitchen', 'is the link of a room'],
    ['a link without its secret', `${BASE}r/${'A'.repeat(22)}`, 'the link of the room is broken'],
  ])('refuses %s with a sentence', async (_, link, words) => {
    const { status, stderr } = await Program.run(['send', '--room', link, ...to, VOICE]);
    expect(status).not.toBe(0);
    expect(stderr).toContain(words);
  });

  it('refuses a name that would reverse the text of others', async () => {
    const { stderr } = await Program.run(['send', '--name', 'A\u202eB', ...to, VOICE]);
    expect(stderr).toContain('turn the direction of text around');
  });

  it('reports that the room does not admit it', async () => {
    const closed = await startVoiceServer({ VOICE_ROOM_CREATE: 'nobody' });
    const link = RoomInvite.make().link(BASE);
    const args = ['--room', link, '--to', `127.0.0.1:${closed.port}`, VOICE];
    const { status, stderr } = await Program.run(['send', '--keep', ...args]);
    expect(status).toBe(3);
    expect(stderr).toMatch(/room/);
  });
});
