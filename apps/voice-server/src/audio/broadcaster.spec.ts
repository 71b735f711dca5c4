import { disconnect, heard, type MemberPair, memberPair } from '../../test/member-pair';
import { LONG_MESSAGE_BYTES } from '../session/voice-session';
import { Broadcaster } from './broadcaster';

describe('Broadcaster', () => {
  let lobby: Broadcaster;
  let members: MemberPair[];

  beforeEach(async () => {
    lobby = new Broadcaster();
    members = await Promise.all([memberPair(), memberPair(), memberPair()]);
    for (const { session } of members) lobby.join(session);
  });

  afterEach(() => members.forEach(disconnect));

  const sent = () => members.map(({ session }) => session.totals.messagesOut);

  it('relays to everybody but the sender', async () => {
    const [ann, ben, cyd] = members;
    await lobby.relay(ann.session, Uint8Array.of(1, 2));
    expect([...(await heard(ben))]).toEqual([1, 2]);
    expect([...(await heard(cyd))]).toEqual([1, 2]);
    expect(sent()).toEqual([0, 1, 1]);
  });

  it('relays to nobody in an empty lobby, and nothing to those who left', async () => {
    const [ann, ben] = members;
    lobby.leave(ben.session);
    await lobby.relay(ann.session, Uint8Array.of(1));
    expect(sent()).toEqual([0, 0, 1]);
    await new Broadcaster().relay(ann.session, Uint8Array.of(1));
    expect(lobby.size).toBe(2);
  });

  it('sends nothing to members that leave while a long message is relayed', async () => {
    const dan = await memberPair();
    members.push(dan);
    lobby.join(dan.session);
    const [ann, ben, cyd] = members;
    const relayed = lobby.relay(ann.session, new Uint8Array(LONG_MESSAGE_BYTES));
    while (ben.session.totals.messagesOut === 0) await turn();
    // Cyd's copy is being sealed at this time, Dan's is not.
    for (const { session, frames } of [cyd, dan]) {
      frames.close();
      lobby.leave(session);
    }
    await relayed;
    expect(sent()).toEqual([0, 1, 0, 0]);
  });

  it('goes on with the others when the connection of one has ended', async () => {
    const [ann, ben] = members;
    ben.frames.close();
    await lobby.relay(ann.session, Uint8Array.of(1));
    expect(sent()).toEqual([0, 0, 1]);
  });

  it('lets others have a turn after each piece of a long message', async () => {
    let turns = 0;
    let relaying = true;
    const count = (): void => {
      turns++;
      if (relaying) setImmediate(count);
    };
    const relayed = lobby.relay(members[0].session, new Uint8Array(8 * LONG_MESSAGE_BYTES));
    setImmediate(count);
    await relayed;
    relaying = false;
    expect(sent()).toEqual([0, 1, 1]);
    expect(turns).toBeGreaterThanOrEqual(2 * 8 - 1);
  });
});

/** The rest of this turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
