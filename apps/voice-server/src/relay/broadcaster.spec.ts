import { Logger } from '@nestjs/common';
import { parseWav } from '@sealwave/audio';
import { encodeMessage, newMessageId } from '@sealwave/message';
import { LONG_MESSAGE_BYTES } from '@sealwave/node/hop';
import { FrameType } from '@sealwave/wire';
import { announce, disconnect, heard, type MemberPair, memberPair } from '../../test/member-pair';
import { voiceMessage } from '../../test/voice-message';
import { systemClock } from '@sealwave/kernel';
import { configured } from '../../test/running-server';
import { Memory } from '../limits/memory';
import type { Room } from '../rooms/room';
import { UNNAMED } from '../rooms/room-member';
import { RoomTurns } from '../rooms/room-turns';
import { Rooms } from '../rooms/rooms';
import { Broadcaster } from './broadcaster';

describe('Broadcaster', () => {
  let rooms: Rooms;
  let lobby: Room;
  let broadcaster: Broadcaster;
  let members: MemberPair[];

  beforeEach(async () => {
    const turns = new RoomTurns();
    rooms = new Rooms(configured(), systemClock, turns);
    lobby = rooms.lobby;
    broadcaster = new Broadcaster(turns, new Memory(configured()));
    members = await Promise.all([memberPair(), memberPair(), memberPair()]);
    for (const { session } of members) lobby.enter(session, UNNAMED);
  });

  afterEach(() => members.forEach(disconnect));

  const sent = () => members.map(({ session }) => session.totals.messagesOut);

  it('relays to everybody but the sender', async () => {
    const [ann, ben, cyd] = members;
    await broadcaster.relay({ session: ann.session, room: lobby, audio: Uint8Array.of(1, 2) });
    expect([...(await heard(ben))]).toEqual([1, 2]);
    expect([...(await heard(cyd))]).toEqual([1, 2]);
    expect(sent()).toEqual([0, 1, 1]);
  });

  it('relays nothing to an empty lobby or to clients that left', async () => {
    const [ann, ben] = members;
    lobby.leave(ben.session);
    await broadcaster.relay({ session: ann.session, room: lobby, audio: Uint8Array.of(1) });
    expect(sent()).toEqual([0, 0, 1]);
    await broadcaster.relay({ session: ben.session, room: lobby, audio: Uint8Array.of(1) });
    expect(sent()).toEqual([0, 0, 1]);
    expect(rooms.lobby.size).toBe(2);
  });

  it('sends nothing to members that leave while a long message is relayed', async () => {
    const dan = await memberPair();
    members.push(dan);
    lobby.enter(dan.session, UNNAMED);
    const [ann, ben, cyd] = members;
    const relayed = broadcaster.relay({
      session: ann.session,
      room: lobby,
      audio: new Uint8Array(LONG_MESSAGE_BYTES),
    });
    while (ben.session.totals.messagesOut === 0) await turn();
    // Cyd's copy is being sealed at this time, Dan's is not.
    for (const { session, frames } of [cyd, dan]) {
      frames.close();
      lobby.leave(session);
    }
    await relayed;
    expect(sent()).toEqual([0, 1, 0, 0]);
  });

  it('does not wait for memory for a member that left meanwhile', async () => {
    const memory = new Memory(configured());
    const waiting = new Broadcaster(new RoomTurns(), memory);
    const [ann, ben, cyd] = members;
    lobby.leave(cyd.session);
    const all = configured().VOICE_MEMORY_BYTES / 2;
    memory.sending.reserve(all);
    const asked = jest.spyOn(memory.sending, 'reserve');
    const relayed = waiting.relay({
      session: ann.session,
      room: lobby,
      audio: new Uint8Array(1 << 20),
    });
    while (asked.mock.calls.length === 0) await turn();
    ben.frames.close();
    await relayed;
    expect(memory.sending.usedBytes).toBe(all);
  });

  it('continues with the other members when a connection has ended', async () => {
    const [ann, ben] = members;
    ben.frames.close();
    await broadcaster.relay({ session: ann.session, room: lobby, audio: Uint8Array.of(1) });
    expect(sent()).toEqual([0, 0, 1]);
  });

  it('lets other work run after each piece of a long message', async () => {
    let turns = 0;
    let relaying = true;
    const count = (): void => {
      turns++;
      if (relaying) setImmediate(count);
    };
    const relayed = broadcaster.relay({
      session: members[0].session,
      room: lobby,
      audio: new Uint8Array(8 * LONG_MESSAGE_BYTES),
    });
    setImmediate(count);
    await relayed;
    relaying = false;
    expect(sent()).toEqual([0, 1, 1]);
    expect(turns).toBeGreaterThanOrEqual(2 * 8 - 1);
  });
});

describe('Broadcaster with members that support native messages', () => {
  beforeAll(() => Logger.overrideLogger(false));
  let rooms: Rooms;
  let lobby: Room;
  let broadcaster: Broadcaster;
  let members: MemberPair[];

  beforeEach(async () => {
    const turns = new RoomTurns();
    rooms = new Rooms(configured(), systemClock, turns);
    lobby = rooms.lobby;
    broadcaster = new Broadcaster(turns, new Memory(configured()));
    members = await Promise.all([memberPair(), memberPair(), memberPair()]);
    for (const { session } of members) lobby.enter(session, UNNAMED);
    await announce(members[0]);
    await announce(members[1]);
  });

  afterEach(() => members.forEach(disconnect));

  it('TM-D6 says to how many a message went when it is written to them, and not before', async () => {
    const [ann, ben, cyd] = members;
    // To translate for a member takes turns.
    lobby.leave(cyd.session);
    // Something else of this turn goes to Ann, so that what she is sent is the first to be written.
    ann.frames.send(FrameType.Control, Uint8Array.of(1));
    const wasWritten = new Promise<boolean>((told) => {
      jest.spyOn(ann.session, 'sendControl').mockImplementation(() => told(isWritten(ben)));
    });
    await broadcaster.relay({
      session: ann.session,
      room: lobby,
      audio: encodeMessage(voiceMessage(8123)),
    });
    expect(await wasWritten).toBe(true);
  });

  it('relays a native message unchanged to those members, and a playable file to the others', async () => {
    const [ann, ben, cyd] = members;
    const message = encodeMessage(voiceMessage(8123));
    await broadcaster.relay({ session: ann.session, room: lobby, audio: message });
    expect(Buffer.from(message).equals(await heard(ben))).toBe(true);
    const file = parseWav(await heard(cyd));
    expect(file.format).toEqual({ sampleFormat: 'u8', samplingRate: 8000, channelCount: 1 });
    expect(file.frameCount).toBe(8123);
    await broadcaster.relay({ session: ann.session, room: lobby, audio: Uint8Array.of(1) });
    for (const pair of [ben, cyd]) expect([...(await heard(pair))]).toEqual([1]);
  });

  it("adds the sender's number to a translation as well, for members that asked for it", async () => {
    const [ann, ben, cyd] = members;
    ben.session.setClientInfo(['sender1']);
    await broadcaster.relay({
      session: ann.session,
      room: lobby,
      audio: encodeMessage(voiceMessage(160)),
    });
    const [numbered, plain] = [await heard(ben), await heard(cyd)];
    expect([...numbered.subarray(0, 4)]).toEqual([0, 0, 0, 1]);
    expect([...numbered.subarray(4)]).toEqual([...plain]);
  });

  it('skips members that need a translation when there is none', async () => {
    const [ann, ben, cyd] = members;
    const dan = await memberPair();
    members.push(dan);
    lobby.enter(dan.session, UNNAMED);
    const broken = encodeMessage(voiceMessage(160));
    broken.fill(0xff, 64);
    await broadcaster.relay({ session: ann.session, room: lobby, audio: broken });
    expect(await heard(ben)).toHaveLength(broken.length);
    await broadcaster.relay({ session: ann.session, room: lobby, audio: Uint8Array.of(2) });
    for (const pair of [cyd, dan]) expect([...(await heard(pair))]).toEqual([2]);
  });

  it('relays sealed bytes to base members only if they are a RIFF file', async () => {
    const [ann, ben, cyd] = members;
    const seal = (...bytes: number[]) =>
      encodeMessage({ kind: 'sealed', id: newMessageId(), bytes: Uint8Array.from(bytes) });
    const riff = [0x52, 0x49, 0x46, 0x46, 7];
    for (const message of [seal(9, 9), seal(...riff)]) {
      await broadcaster.relay({ session: ann.session, room: lobby, audio: message });
      expect(Buffer.from(message).equals(await heard(ben))).toBe(true);
    }
    expect([...(await heard(cyd))]).toEqual(riff);
  });
});

/** The rest of this turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Whether nothing waits for a member any more, in this turn of the event loop. */
async function isWritten({ frames }: MemberPair): Promise<boolean> {
  let isFlushed = false;
  const flushed = frames.flushed().then(() => (isFlushed = true));
  for (let step = 0; step < 5; step++) await null;
  const wasFlushed = isFlushed;
  await flushed;
  return wasFlushed;
}
