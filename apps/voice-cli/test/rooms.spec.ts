import { join } from 'node:path';
import { RoomFlag } from '@sealwave/room';
import { SealedRoomLink } from '@sealwave/e2ee/keys';
import { asset, voiceCli, voiceCliIn } from './voice-cli';

const BASE = 'https://voice.example/de/';
const OLD = `${BASE}r/${'A'.repeat(22)}#v=1&k=${'B'.repeat(43)}`;
const HOUR_MS = 3_600_000;

const parse = (link: string) => SealedRoomLink.parseUrl(new URL(link));

/** Runs `room create` and reads its links. */
async function created(...args: string[]): Promise<Record<string, string>> {
  const { stdout } = await voiceCli(['room', 'create', '--json', '--url', BASE, ...args]);
  return JSON.parse(stdout) as Record<string, string>;
}

describe('voice-cli room', () => {
  it('makes a new room each time, with a link for each role', async () => {
    const { id, member, moderator, listener } = await created('--listener', '2h');
    expect((await created())['id']).not.toBe(id);
    const links = await Promise.all([member, moderator, listener].map(parse));
    expect(links.map(({ role }) => role)).toEqual(['member', 'moderator', 'listener']);
    expect(links.map((link) => link.id)).toEqual([id, id, id]);
    expect(links.map(({ flags }) => flags)).toEqual([0, 0, 0]);
    const leftMs = (links[2].expiresAtMs ?? 0) - Date.now();
    expect(Math.ceil(leftMs / HOUR_MS)).toBe(2);
    for (const link of [member, moderator, listener]) expect(link).toContain(`${BASE}r/${id}#v=2&`);
  });

  it('prints a line for each link, and no link to listen unless asked', async () => {
    const { stdout, stderr, status } = await voiceCli(['room', 'create']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^member +http:\/\/localhost:5000\/r\/\S+\nmoderator +\S+&d=\S+\n$/);
  });

  it.each([
    [['--radio'], RoomFlag.Radio],
    [['--keeps'], RoomFlag.Keeps],
    [['--radio', '--keeps'], RoomFlag.Radio + RoomFlag.Keeps],
  ])('puts %j into the id of the room', async (options, flags) => {
    expect((await parse((await created(...options))['member'])).flags).toBe(flags);
  });

  it("hands on a moderator's link without its rights, at the same address", async () => {
    const { member, moderator } = await created();
    expect((await voiceCli(['room', 'invite', moderator])).stdout).toBe(`${member}\n`);
    expect((await voiceCli(['room', 'invite', member])).stdout).toBe(`${member}\n`);
    const env = { SEALWAVE_ROOM: moderator, PATH: process.env['PATH'] ?? '' };
    const listening = await voiceCliIn({ env }, ['room', 'invite', '--listener', '30m', '--json']);
    const { role, link } = JSON.parse(listening.stdout) as Record<string, string>;
    expect([role, (await parse(link)).role]).toEqual(['listener', 'listener']);
  });

  it('invites to more than its own link allows by no option', async () => {
    const { member, listener } = await created('--listener', '1d');
    const byMember = await voiceCli(['room', 'invite', member, '--listener', '1h', '--verbose']);
    expect(byMember).toMatchObject({ status: 1, stdout: '' });
    expect(byMember.stderr).toContain("only a moderator's link makes links to listen");
    expect(byMember.stderr).toContain('code not_allowed');
    const byListener = await voiceCli(['room', 'invite', listener]);
    expect(byListener.stderr).toBe('voice-cli: a link to listen cannot invite anybody\n');
  });

  it.each([
    ['a link of version 1', () => OLD, 'room_link_unsupported', 'earlier version'],
    [
      'a link that a messenger cut',
      (link: string) => link.slice(0, -5),
      'room_link_invalid',
      'broken',
    ],
    [
      'a link of another id',
      (link: string) => link.replace(/r\/./, 'r/-'),
      'room_link_invalid',
      'do not belong',
    ],
    [
      'other flags',
      (link: string) => link.replace('f=00', 'f=01'),
      'room_link_invalid',
      'do not belong',
    ],
    [
      'unknown flags',
      (link: string) => link.replace('f=00', 'f=40'),
      'room_link_unsupported',
      'newer',
    ],
    [
      'a later version',
      (link: string) => link.replace('v=2', 'v=3'),
      'room_link_unsupported',
      'newer',
    ],
    ['no fragment', (link: string) => link.replace(/#.*/, ''), 'room_link_invalid', 'broken'],
  ])('refuses %s with a sentence and a code', async (_, spoil, code, words) => {
    const { member } = await created();
    const link = spoil(member);
    for (const args of [
      ['room', 'invite', link],
      ['room', 'people', link],
      ['send', '--room', link, asset('librivox-0930.wav')],
    ]) {
      const { status, stdout, stderr } = await voiceCli([...args, '--verbose']);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain(words);
      expect(stderr).toContain(`code ${code}`);
      expect(stderr).not.toContain(link.slice(-12));
    }
  });

  it.each([
    ['no command', ['room'], 'no command given', 'room --help'],
    ['an unknown command', ['room', 'paint'], "unknown command 'paint'", 'room --help'],
    ['no room', ['room', 'invite'], 'no room: give its link', 'room invite --help'],
    [
      'text for a link',
      ['room', 'people', 'kitchen'],
      'the link of a room has',
      'room people --help',
    ],
    [
      'a time without unit',
      ['room', 'create', '--listener', '2'],
      '--listener cannot be 2',
      'room create --help',
    ],
    ['too long a time', ['room', 'create', '--listener', '31d'], 'up to 30d', 'room create --help'],
    [
      'an address of files',
      ['room', 'create', '--url', 'file:///r'],
      '--url cannot be',
      'room create --help',
    ],
    [
      'nobody to verify',
      ['room', 'verify', 'https://a.example/'],
      "'PERSON'",
      'room verify --help',
    ],
  ])('refuses %s in one line', async (_, args, problem, help) => {
    const { status, stdout, stderr } = await voiceCli(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^voice-cli: .*\n$/);
    expect(stderr).toContain(problem);
    expect(stderr).toContain(`try: voice-cli ${help}`);
  });

  it('needs a data folder that it can use', async () => {
    const { member } = await created();
    const env = {
      PATH: process.env['PATH'] ?? '',
      SEALWAVE_DATA_DIR: join(asset('librivox-0930.wav'), 'x'),
    };
    const { status, stderr } = await voiceCliIn({ env }, ['room', 'people', member]);
    expect(status).toBe(2);
    expect(stderr).toContain('cannot be read');
  });
});
