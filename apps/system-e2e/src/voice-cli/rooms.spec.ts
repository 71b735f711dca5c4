import { join } from 'node:path';
import { toInt16 } from '@sealwave/audio';
import { bestCorrelation } from '@sealwave/testing';
import { samplesOf, spoken } from '../integration/speech';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { Folder } from './folder';
import { ghostIn, newRoom, type Room, Terminal } from './people';
import { endAll, linesOf, listener, Program, type Run } from './program';

const VOICE = join(__dirname, '../../../../libs/testing/assets/librivox-0930.wav');
const OTHER = join(__dirname, '../../../../libs/testing/assets/librivox-0870.wav');
/** Bare samples: 16 bits, little-endian, one channel, 8 kHz. */
const bare = (samples: Float32Array) => Buffer.from(toInt16(samples).buffer);
/** What is heard of what the sender coded, at least. */
const SAME = 0.98;

// Each process takes its time where many others run.
jest.setTimeout(120_000);

describe('the built command line client in a sealed room', () => {
  const folder = new Folder();
  let server: ServerProcess;
  let room: Room;
  let people = 0;

  /** Somebody on a device that has not been in a room before. */
  const terminal = (name: string, link = room.member, device = `${name}-${people++}`) =>
    new Terminal(folder, name, { port: server.port, link, device });
  const heardBy = async (program: Program) => linesOf(await program.ended);
  const codeOf = ({ stdout }: Run) => stdout.toString().trim();

  beforeAll(async () => (server = await startVoiceServer()));
  beforeEach(async () => (room = await newRoom()));
  afterEach(endAll);
  afterAll(stopAll);

  it('exchanges recordings both ways, with the same report at both ends, signed by who sent them', async () => {
    const [ann, ben] = [terminal('Ann', room.moderator), terminal('Ben')];
    for (const [one, other, inbox] of [
      [ann, ben, 'by-ben'],
      [ben, ann, 'by-ann'],
    ] as const) {
      const hearing = await other.listen('--json', '--count', '1', '--save', folder.at(inbox));
      const [sent] = linesOf(await one.run('send', '--json', VOICE));
      const [heard] = await heardBy(hearing);
      const { id, quality, codec, durationMs } = sent;
      expect(sent).toMatchObject({ type: 'sent', recipients: 1, others: 1, cannotHear: [] });
      expect(heard).toMatchObject({ id, quality, codec, durationMs, sender: one.name });
      expect(heard).toMatchObject({ signedBy: one.name, complete: true, missing: 0 });
      const [file] = folder.files(inbox);
      expect(bestCorrelation(spoken(), samplesOf(file), 0).coefficient).toBeGreaterThan(SAME);
    }
  });

  it('tells the person of each recording whether it is complete, and who signed it', async () => {
    const hearing = await terminal('Ann').listen('--count', '1');
    await terminal('Ben').run('send', '--coder', 'pcm8', VOICE);
    const { stdout } = await hearing.ended;
    expect(stdout.toString()).toMatch(/ {2}Ben: 3\.3 s, pcm8, .*, complete, signed by Ben\n$/);
  });

  it('is heard in its room, and nowhere else', async () => {
    const inside = await terminal('Ann').listen('--json', '--count', '1');
    const outside = await listener(server.port, ['--json', '--count', '1']);
    await terminal('Ben').run('send', VOICE);
    const to = ['--to', `127.0.0.1:${server.port}`];
    await Program.run(['send', '--name', 'Carl', ...to, OTHER]);
    expect((await heardBy(inside))[0]).toMatchObject({ sender: 'Ben' });
    expect((await heardBy(outside))[0]).toMatchObject({ sender: 'Carl' });
  });

  it('waits for somebody who has just come, until they can hear', async () => {
    const sending = terminal('Ben').start('send', '--raw', '--verbose', '--wait', '60');
    await sending.wrote('connected to');
    const hearing = await terminal('Ann').listen('--json', '--count', '1');
    sending.child.stdin.end(bare(spoken()));
    const { stdout } = await sending.ended;
    expect(stdout.toString()).toContain('stdin: sent, 3.3 s');
    expect(stdout.toString()).toContain('1 of 1 can hear you\n');
    expect((await heardBy(hearing))[0]).toMatchObject({ sender: 'Ben', complete: true });
  });

  it('says who cannot hear: 2 of 3 can, and somebody who proves nothing cannot', async () => {
    const hearing = [
      await terminal('Ann').listen('--json', '--count', '1'),
      await terminal('Carl').listen('--json', '--count', '1'),
    ];
    await ghostIn(room, server.port);
    const sent = await terminal('Ben').run('send', '--wait', '2', VOICE);
    expect(sent.status).toBe(0);
    expect(sent.stdout.toString()).toContain('2 of 3 can hear you; not yet: number 3');
    for (const program of hearing) expect((await heardBy(program))[0]['sender']).toBe('Ben');
  });

  it('fails when there are others, and none of them can hear', async () => {
    await ghostIn(room, server.port);
    const sent = await terminal('Ben').run('send', '--wait', '0', VOICE);
    expect(sent.status).toBe(1);
    expect(sent.stdout.toString()).toContain('none of 1 can hear you; not yet: number 1');
  });

  it('says that nobody else is there', async () => {
    const { stdout, status } = await terminal('Ann').run('send', VOICE);
    expect(status).toBe(0);
    expect(stdout.toString()).toContain('nobody else is in the room');
  });

  it('hears with a link to listen, and cannot speak', async () => {
    const tooEarly = await terminal('Eve', room.listener).run('room', 'people');
    expect(tooEarly).toMatchObject({ status: 3, stdout: Buffer.alloc(0) });
    const ann = await terminal('Ann', room.moderator).listen('--json');
    // From then on the server knows what links to listen are made with.
    await terminal('Ben').run('room', 'people');
    const inside = await terminal('Eve', room.listener).listen('--json', '--count', '1');
    const said = await terminal('Eve', room.listener).run('send', VOICE);
    expect(said).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('a listener cannot speak'),
    });
    await terminal('Ben').run('send', VOICE);
    expect((await heardBy(inside))[0]).toMatchObject({ signedBy: 'Ben', complete: true });
    await ann.wrote('"signedBy":"Ben"');
    expect(ann.output.toString()).not.toContain('Eve');
  });

  it('hears nothing after a moderator has removed it, and the others do', async () => {
    const [staying, going] = [
      await terminal('Ann').listen('--json', '--count', '1'),
      await terminal('Eve').listen(),
    ];
    const moderator = await ghostIn(room, server.port);
    const [key, exporter] = [await room.link.moderator(), Uint8Array.from(moderator.exporter)];
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
    moderator.control({
      ...{ t: 'prove', point: text(key!.point), signature: text(await key!.prove(exporter)) },
      tokenKey: text(await key!.tokenKey()),
    });
    moderator.control({ t: 'moderate', act: 'kick', n: 2 });
    const removed = await going.ended;
    expect(removed.status).toBe(3);
    expect(removed.stdout.toString()).toBe('');
    const sent = await terminal('Ben').run('send', '--wait', '1', VOICE);
    expect(sent.stdout.toString()).toContain('1 of 2 can hear you; not yet: number 3');
    expect((await heardBy(staying))[0]).toMatchObject({ sender: 'Ben' });
  });

  it('lists who is there, and shows everybody the same safety code', async () => {
    await terminal('Ann', room.moderator).listen();
    const eve = await terminal('Eve', room.listener).listen();
    await eve.wrote('in room');
    const listed = await terminal('Ben', room.member, 'ben').run('room', 'people');
    const table = listed.stdout.toString();
    expect(table).toMatch(/^Ann +1 +moderator +yes +yes +new$/m);
    expect(table).toMatch(/^Eve +2 +listener +yes +no +new$/m);
    expect(table).toContain('end-to-end encrypted; 2 of 2 can hear you\n');
    const code = /safety code of the room: (\d{5}(?: \d{5}){5})\n$/.exec(table)?.[1];
    const again = linesOf(
      await terminal('Ben', room.member, 'ben').run('room', 'people', '--json'),
    );
    expect(again.at(-1)).toMatchObject({ type: 'room', safetyCode: code, level: 'sealed' });
    expect(again[0]).toMatchObject({ type: 'person', n: 1, name: 'Ann', acquaintance: 'known' });
  });

  it('remembers who was verified, and neither plays nor saves another one under that name', async () => {
    const ann = terminal('Ann', room.member, 'ann');
    const ben = terminal('Ben', room.member, 'ben-2');
    const there = await ann.listen();
    const code = codeOf(await ben.run('room', 'verify', room.member, 'Ann'));
    expect(code).toMatch(/^\d{5}( \d{5}){5}$/);
    const wrong = await ben.run(
      'room',
      'verify',
      room.member,
      'Ann',
      '--code',
      '12345',
      '--verbose',
    );
    expect(wrong).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('attribution_mismatch'),
    });
    const right = await ben.run('room', 'verify', room.member, 'Ann', '--code', code);
    expect(right.stderr).toContain('Ann is remembered as verified');
    const nobody = await ben.run('room', 'verify', room.member, 'Zoe');
    expect(nobody).toMatchObject({ status: 1, stderr: 'voice-cli: Zoe is not in the room\n' });
    there.child.kill();
    await there.ended;

    const hearing = await ben.listen('--json', '--count', '2', '--save', folder.at('verified'));
    await ann.run('send', VOICE);
    await terminal('ANN', room.member, 'mallory').run('send', OTHER);
    const [first, second] = await heardBy(hearing);
    expect(first).toMatchObject({
      signedBy: 'Ann',
      acquaintance: 'verified',
      identityChanged: false,
    });
    expect(second).toMatchObject({ acquaintance: 'changed', identityChanged: true });
    expect([typeof first['file'], second['file']]).toEqual(['string', undefined]);
    expect(folder.files('verified')).toHaveLength(1);
    expect((await hearing.ended).stderr).toContain(
      'CAUTION: this is not the ANN that you verified',
    );
  });

  it('has one identity on a device for each room, however many programs run there', async () => {
    await terminal('Ann').listen();
    const twice = await Promise.all(
      [1, 2].map(() =>
        terminal('Ben', room.member, 'ben-3').run('room', 'verify', room.member, 'Ann'),
      ),
    );
    expect(codeOf(twice[0])).toBe(codeOf(twice[1]));
    expect(codeOf(twice[0])).toMatch(/^\d{5} /);
  });

  it('does not send locked files into a room', async () => {
    const locked = folder.at('locked.wav');
    await Program.run(['lock', VOICE, '--out', locked]);
    const sent = await terminal('Ann').run('send', locked);
    expect(sent).toMatchObject({ status: 1, stderr: expect.stringContaining('for the lobby') });
  });

  it('carries bare samples through pipes', async () => {
    const hearing = await terminal('Ann').listen('--raw', '--count', '1');
    await terminal('Ben').run('send', VOICE);
    expect((await hearing.ended).stdout).toHaveLength(2 * spoken().length);
  });

  it('returns to the room when the server was away, with new keys', async () => {
    const first = await startVoiceServer();
    const at = { port: first.port, link: room.member };
    const ann = await new Terminal(folder, 'Ann', at).listen('--keep', '--json', '--count', '1');
    await first.stop('SIGKILL');
    await ann.wrote('was lost');
    await startVoiceServer({ VOICE_PORT: first.port });
    await ann.wrote('connected again');
    const sent = await new Terminal(folder, 'Ben', at).run('send', VOICE);
    expect(sent.stdout.toString()).toContain('1 of 1 can hear you');
    expect((await heardBy(ann))[0]).toMatchObject({ signedBy: 'Ben', complete: true });
  });

  it('refuses a name that would reverse the text of others', async () => {
    const { stderr } = await terminal('Ann').run('send', '--name', 'A\u202eB', VOICE);
    expect(stderr).toContain('turn the direction of text around');
  });

  it('reports that the server does not let rooms be made', async () => {
    const closed = await startVoiceServer({ VOICE_ROOM_CREATE: 'nobody' });
    const to = `127.0.0.1:${closed.port}`;
    const { status, stderr } = await terminal('Ann').run('send', '--keep', '--to', to, VOICE);
    expect(status).toBe(3);
    expect(stderr).toMatch(/room/);
  });
});
