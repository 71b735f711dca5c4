import { ErrorCode } from '@sealwave/kernel';
import { verifySignature } from '@sealwave/crypto';
import { moderatorDigest, moderatorProofMessage, RoomFlag } from '@sealwave/room';
import { SealedRoomLink } from '../../keys/links/sealed-room-link';
import { Device, recordingOf, roomWith, settle } from '../../testing/device';

describe('a moderator', () => {
  it('proves it with each connection, and a member proves nothing', async () => {
    const link = await SealedRoomLink.make(0);
    const { devices } = await roomWith(['Mara', 'Bob'], { link });
    const [mara, bob] = devices;
    const exporter = new Uint8Array(32).fill(5);
    for (const each of devices) {
      each.leave();
      each.enter(exporter);
    }
    await settle(...devices);
    expect(bob.proofs).toEqual([]);
    expect(mara.proofs).toHaveLength(1);
    const [point, signature, tokenKey] = mara.proofs[0];
    const keys = await link.keys();
    expect(await moderatorDigest(point)).toEqual(keys.moderator);
    const message = moderatorProofMessage(keys.room, exporter);
    expect(await verifySignature(point, message, signature)).toBe(true);
    expect(tokenKey).toEqual(await (await link.moderator())!.tokenKey());
  });

  it('mutes a member: nobody receives what they say, though the server brings it', async () => {
    const { devices } = await roomWith(['Mara', 'Bob', 'Carl']);
    const [mara, bob, carl] = devices;
    const voice = await carl.session.beginVoice({ kind: 'live', coder: 'pcm8', startedMs: 1 });
    await voice.send(0, recordingOf(5));
    await settle(...devices);
    expect(await mara.session.order({ act: 'mute', n: carl.n })).toBe(true);
    await settle(...devices);
    await voice.send(5, recordingOf(5));
    await carl.say(recordingOf(5));
    await settle(...devices);
    for (const each of [mara, bob]) {
      expect(each.sees(carl)).toMatchObject({ muted: true, isFailing: false });
      expect(each.ended).toMatchObject([{ reason: 'cut' }]);
      expect(new Set(each.refusedFrom(carl))).toEqual(new Set([ErrorCode.NotAllowed]));
    }
    expect(carl.orders).toMatchObject([{ act: 'mute', target: carl.identity.publicPoint }]);
    await mara.session.order({ act: 'unmute', n: carl.n });
    await settle(...devices);
    await voice.end('done', new Uint8Array());
    await carl.say(recordingOf(5, 2));
    await settle(...devices);
    expect([mara.heard(), bob.heard()]).toEqual([[recordingOf(5, 2)], [recordingOf(5, 2)]]);
    expect(bob.sees(carl)).toMatchObject({ muted: false, isFailing: false });
  });

  it('removes a member: nobody gives them keys, though the server leaves them in', async () => {
    const { devices } = await roomWith(['Mara', 'Bob', 'Carl']);
    const [mara, bob, carl] = devices;
    const voice = await bob.session.beginVoice({ kind: 'live', coder: 'pcm8', startedMs: 1 });
    await voice.send(0, recordingOf(5));
    await mara.session.order({ act: 'remove', n: carl.n });
    await settle(...devices);
    await voice.send(5, recordingOf(5));
    await voice.end('done', new Uint8Array());
    await mara.say(recordingOf(5));
    await carl.say(recordingOf(5));
    await settle(...devices);
    expect(carl.ended.map(({ reason, frames }) => [reason, frames.length])).toEqual([
      ['renewed', 5],
    ]);
    expect(bob.heard()).toEqual([recordingOf(5)]);
    expect(bob.refusedFrom(carl)).toEqual([ErrorCode.NotAllowed]);
    expect(bob.session.securityState()).toMatchObject({ level: 'partial', because: [carl.n] });
  });

  it('removes a member, who may come back; one who is banned stays out', async () => {
    const { devices } = await roomWith(['Mara', 'Bob', 'Carl', 'Dan']);
    const [mara, bob, carl, dan] = devices;
    await mara.session.order({ act: 'remove', n: carl.n });
    await mara.session.order({ act: 'ban', n: dan.n });
    for (const each of [carl, dan]) each.leave();
    for (const each of [carl, dan]) each.enter();
    await settle(...devices);
    await bob.say(recordingOf(5));
    await settle(...devices);
    expect(carl.heard()).toEqual([recordingOf(5)]);
    expect(dan.began).toEqual([]);
    expect(bob.sees(carl)?.canHearUs).toBe(true);
    expect(bob.sees(dan)?.canHearUs).toBe(false);
  });

  it('changes what the room may change, and nobody else does', async () => {
    const { relay, devices } = await roomWith(['Mara', 'Bob']);
    const [mara, bob] = devices;
    await mara.session.order({ act: 'settings', flags: RoomFlag.Radio });
    await settle(...devices);
    expect(bob.orders).toMatchObject([{ act: 'settings', flags: RoomFlag.Radio }]);
    const order = relay.log.find((each) => 'record' in each && each.record.t === 'order')!;
    relay.bring(order);
    const other = await roomWith(['Eve', 'Bob']);
    await other.devices[0].session.order({ act: 'settings', flags: 0 });
    const foreign = other.relay.log.find((each) => 'record' in each && each.record.t === 'order')!;
    relay.bring(foreign);
    await settle(...devices);
    expect(bob.orders).toHaveLength(1);
    expect(bob.refusedFrom(mara)).toEqual([ErrorCode.ReplayedMessage, ErrorCode.OrderRefused]);
    const denied = bob.session.order({ act: 'settings', flags: 0 });
    await expect(denied).rejects.toMatchObject({ code: ErrorCode.NotAllowed });
    await expect(bob.session.changeLink()).rejects.toMatchObject({ code: ErrorCode.NotAllowed });
  });

  it('orders nothing about a member that nobody knows', async () => {
    const { devices } = await roomWith(['Mara', 'Bob']);
    const [mara, bob] = devices;
    mara.session.notice({ t: 'here', n: 50 });
    expect(await mara.session.order({ act: 'remove', n: 50 })).toBe(false);
    await settle(...devices);
    expect(bob.orders).toEqual([]);
  });
});

describe('a changed link', () => {
  it('comes to everybody who stays, with their rights, and not to who was removed', async () => {
    const { relay, link, devices } = await roomWith(['Mara', 'Bob', 'Carl']);
    const [mara, bob, carl] = devices;
    const mods = (await Device.make({ relay, link, name: 'Max' })).enter();
    const toListen = (await link.forListeners(2e12))!;
    const lea = (await Device.make({ relay, link: toListen, name: 'Lea' })).enter();
    const all = [...devices, mods, lea];
    await settle(...all);
    await mara.session.order({ act: 'remove', n: carl.n });
    const moved = await mara.session.changeLink();
    await settle(...all);
    expect(moved.role).toBe('moderator');
    expect(moved.id).not.toBe(link.id);
    const received = [bob, mods, lea].map(({ moves }) => moves.map(({ id, role }) => [id, role]));
    expect(received).toEqual([
      [[moved.id, 'member']],
      [[moved.id, 'moderator']],
      [[moved.id, 'listener']],
    ]);
    expect(carl.moves).toEqual([]);
    expect(carl.refusedFrom(mara)).toEqual([ErrorCode.OrderRefused]);
    const again = await roomWith(['Mara', 'Bob'], { link: moved });
    expect(again.devices[1].session.securityState().level).toBe('sealed');
  });

  it('is not followed where its link does not come, or comes as from another', async () => {
    const { relay, devices } = await roomWith(['Mara', 'Bob', 'Carl']);
    const [mara, bob, carl] = devices;
    relay.tamper = (each) => {
      const isLink = 'record' in each && each.record.t === 'direct' && each.record.data[0] === 3;
      return isLink ? [{ ...each, from: carl.n }] : [each];
    };
    await mara.session.changeLink();
    await settle(...devices);
    expect([bob.moves, bob.orders]).toEqual([[], []]);
    expect(bob.refusedFrom(mara)).toEqual([ErrorCode.OrderRefused]);
  });
});
