import { join } from 'node:path';
import { toInt16 } from '@sealwave/audio';
import { SealedRoomLink } from '@sealwave/e2ee/keys';
import { recording, spoken } from '../integration/speech';
import { Folder } from '../voice-cli/folder';
import { newRoom, type Room, Terminal } from '../voice-cli/people';
import { endAll, linesOf, type Program } from '../voice-cli/program';
import type { Sent } from './evil-connection';
import { EvilServer } from './evil-server';

const VOICE = join(__dirname, '../../../../libs/testing/assets/librivox-0930.wav');
/** Kind and id before the body of a part, and the kinds. */
const BODY = 17;
const [HEADER, FRAMES, TRAILER] = [1, 2, 3];
const FRAMES_OF_VOICE = Math.ceil(spoken().length / 160);
/** How many frames are in a full part. */
const FULL_PART = 88;

const isPart = (sent: Sent, kind: number) => sent.t === 'part' && sent.data[0] === kind;
/** The same with one byte of its data replaced. */
const withByte = (sent: Sent, at: number, byte: (old: number) => number): Sent => {
  const data = Buffer.from(sent.data);
  data[at] = byte(data[at]);
  return { ...sent, data };
};

jest.setTimeout(120_000);

describe('a server that is not honest', () => {
  const folder = new Folder();
  let server: EvilServer;
  let room: Room;
  let devices = 0;

  const terminal = (name: string, device = `${name}-${devices++}`) =>
    new Terminal(folder, name, { port: server.port, link: room.member, device });
  const send = (name: string, ...args: string[]) => terminal(name).run('send', ...args, VOICE);
  /** Somebody who has entered and sends the voice once their input ends. */
  const speaker = async (name: string): Promise<Program> => {
    const program = terminal(name).start('send', '--raw', '--verbose', '--wait', '2');
    await program.wrote('connected to');
    return program;
  };
  const speak = (program: Program) => {
    program.child.stdin.end(Buffer.from(toInt16(spoken()).buffer));
    return program.ended;
  };
  const keptFrom = (n: number) => server.kept.filter(({ from }) => from === n);

  beforeEach(async () => {
    server = await EvilServer.listen();
    room = await newRoom();
  });
  afterEach(async () => {
    expect(server.problems).toEqual([]);
    await endAll();
    await server.close();
  });

  it('E2: cannot repeat what was said in the same stay', async () => {
    const ann = await terminal('Ann').listen('--json');
    let isRepeated = false;
    server.tamper = (sent) => {
      if (isRepeated || !isPart(sent, TRAILER)) return [sent];
      isRepeated = true;
      return [sent, ...server.kept.filter(({ t }) => t === 'part')];
    };
    await send('Ben', VOICE);
    await ann.wrote('(replayed_message)');
    await ann.wrote('"signedBy":"Ben"', 2);
    expect(ann.output.toString().match(/"received"/g)).toHaveLength(2);
  });

  it('E2: cannot play what was said yesterday to somebody who comes today', async () => {
    const yesterday = await terminal('Ann', 'ann').listen('--count', '1');
    await terminal('Ben', 'ben').run('send', VOICE);
    await yesterday.ended;
    const old = keptFrom(2);
    const ann = await terminal('Ann', 'ann').listen('--json');
    await terminal('Ben', 'ben').listen();
    await ann.wrote('in room');
    for (const sent of old) server.bring({ ...sent, from: 4 }, 3);
    for (const code of ['sender_key_refused', 'sender_key_missing']) await ann.wrote(`(${code})`);
    expect(ann.output.toString()).toBe('');
  });

  it('E1: cannot swap two people: nobody is heard as another one', async () => {
    const ann = await terminal('Ann').listen('--json');
    server.tamper = (sent, to) => (sent.t === 'announce' && to === 1 ? [] : [sent]);
    const ben = await speaker('Ben');
    await terminal('Carl').listen();
    await announced(2, 3);
    for (const sent of server.kept.filter(({ t, from }) => t === 'announce' && from > 1)) {
      server.bring({ ...sent, from: sent.from === 2 ? 3 : 2 }, 1);
    }
    const { stdout } = await speak(ben);
    expect(stdout.toString()).toContain('1 of 2 can hear you; not yet: Ann');
    await ann.wrote('(sender_key_refused)');
    expect(ann.output.toString()).toBe('');
  });

  it('TM-S2: cannot add a member unseen: one without the link is shown as one who cannot hear', async () => {
    await terminal('Ann').listen();
    server.addGhost({ n: 9, moderator: true });
    const { stdout } = await send('Ben', '--wait', '1');
    expect(stdout.toString()).toContain('1 of 2 can hear you; not yet: number 9');
    const people = await terminal('Carl').run('room', 'people', '--wait', '1');
    expect(people.stdout.toString()).toMatch(/^- +9 +moderator +no +no +unproved$/m);
  });

  it('TM-S2: cannot make a member of what another one has said of themselves', async () => {
    await terminal('Ann').listen();
    server.addGhost({ n: 9 });
    server.tamper = (sent) =>
      sent.t === 'announce' && sent.from === 1 ? [sent, { ...sent, from: 9 }] : [sent];
    const { stdout } = await send('Ben', '--wait', '1');
    expect(stdout.toString()).toContain('1 of 2 can hear you; not yet: number 9');
  });

  it("E1: cannot give one member's words out as another's, and is found out", async () => {
    const ann = await terminal('Ann').listen('--json');
    const carl = await terminal('Carl').listen('--json', '--count', '1');
    server.tamper = (sent, to) => (sent.t === 'part' && to === 1 ? [{ ...sent, from: 2 }] : [sent]);
    await send('Ben');
    await ann.wrote(
      'refused: the server brought something from Carl that somebody else made (attribution_mismatch)',
    );
    await ann.wrote('CAUTION: much of what comes from Carl is refused');
    expect(ann.output.toString()).toBe('');
    expect(linesOf(await carl.ended)[0]).toMatchObject({ signedBy: 'Ben', complete: true });
  });

  it.each<[string, (sent: Sent) => readonly Sent[], object]>([
    ['its end', (sent) => (isPart(sent, TRAILER) ? [] : [sent]), { missing: null, quality: null }],
    [
      'the first second',
      (sent) => (isPart(sent, FRAMES) && sent.data.length > 16_000 - 400 ? [] : [sent]),
      { missing: FULL_PART },
    ],
    [
      'one bit',
      (sent) => (isPart(sent, FRAMES) ? [withByte(sent, BODY + 50, (old) => old ^ 1)] : [sent]),
      { missing: 2 },
    ],
  ])('A3: cannot change %s of a recording unseen', async (_, tamper, seen) => {
    const hearing = await terminal('Ann').listen('--json', '--count', '1');
    server.tamper = tamper;
    await send('Ben');
    const [heard] = linesOf(await hearing.ended);
    expect(heard).toMatchObject({ signedBy: 'Ben', complete: false, ...seen });
    expect(FRAMES_OF_VOICE).toBeGreaterThan(FULL_PART);
  });

  it.each([
    ['suite 0, which is not encrypted', 1, 0, 'e2ee_required'],
    ['another kind', 2, 1, 'transmission_refused'],
    ['another coder', 3, 1, 'transmission_refused'],
    ['another flag', 4, 1, 'transmission_refused'],
    ['another moment', 40, 1, 'transmission_refused'],
  ])('A3: cannot write %s into a header', async (_, at, value, code) => {
    const ann = await terminal('Ann').listen('--json');
    server.tamper = (sent) =>
      isPart(sent, HEADER) ? [withByte(sent, BODY + at, () => value)] : [sent];
    await send('Ben');
    await ann.wrote(`(${code})`);
    expect(ann.output.toString()).toBe('');
  });

  it('TM-E2: cannot order anything: it is not a moderator, and neither is one of another room', async () => {
    const ann = await terminal('Ann').listen('--json');
    await terminal('Ben').listen();
    await announced(2);
    const moderator = await (await SealedRoomLink.make(0)).moderator();
    const order = { act: 'mute', atMs: Date.now(), target: moderator!.point } as const;
    const data = Buffer.from(await moderator!.signOrder(order));
    server.bring({ t: 'order', from: 2, data }, 1);
    await ann.wrote('refused: an order from Ben that no moderator has signed (order_refused)');
    server.bring({ t: 'order', from: 2, data: Buffer.alloc(300) }, 1);
    await ann.wrote('(order_refused)', 2);
  });

  it('E2: cannot bring sound that nobody sealed', async () => {
    const ann = await terminal('Ann').listen('--json');
    server.bringSound(recording('wav'), 1);
    await ann.wrote('a message was dropped: everything in a sealed room is sealed');
    expect(ann.output.toString()).toBe('');
  });

  it('can keep two people apart, and both see it: nobody hears them, and their codes differ', async () => {
    const ann = await terminal('Ann', 'apart').listen();
    const together = await terminal('Ben', 'apart-too').run('room', 'people', '--json');
    server.tamper = ({ t, ...sent }) => (t === 'announce' ? [] : [{ t, ...sent }]);
    const apart = await terminal('Ben', 'apart-too').run('room', 'people', '--json', '--wait', '1');
    const [before, after] = [together, apart].map((run) => linesOf(run).at(-1)!);
    expect(before).toMatchObject({ level: 'sealed', hearing: 1 });
    expect(after).toMatchObject({ level: 'partial', hearing: 0, others: 1 });
    expect(after['safetyCode']).not.toBe(before['safetyCode']);
    expect(ann.child.exitCode).toBeNull();
  });

  /** Resolves when these members have said who they are. */
  async function announced(...numbers: number[]): Promise<void> {
    const isKept = (n: number) => keptFrom(n).some(({ t }) => t === 'announce');
    while (!numbers.every(isKept)) await server.nextSent();
  }
});
