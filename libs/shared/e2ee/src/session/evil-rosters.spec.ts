import { SigningKey } from '@sealwave/crypto';
import { ErrorCode } from '@sealwave/kernel';
import { encodePart } from '@sealwave/room/record';
import { SealedRoomLink } from '../keys/links/sealed-room-link';
import { sealAnnounce } from '../keys/people/announce';
import { MemberKeys } from '../keys/sender-keys/member-keys';
import { SenderKey } from '../keys/sender-keys/sender-key';
import { SendingTransmission } from '../transmissions/sending-transmission';
import { Device, recordingOf, REPORT, roomWith, settle } from '../testing/device';
import { changing } from '../testing/tampering';
import { encodeDirectRecord } from './direct-record';
import { packFrames, unpackFrames } from './sending/frame-parts';

describe('E3: a server that holds back', () => {
  it('frames: how many are missing is known', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    relay.tamper = changing('frames', (part) => {
      return [{ ...part, body: packFrames(unpackFrames(part.body).slice(3))[0] }];
    });
    await ann.say(recordingOf(80));
    await settle(...devices);
    expect(bob.ended).toMatchObject([{ complete: false, missing: 3, reason: 'done' }]);
    expect(bob.ended[0].frames[0].counter).toBe(3);
  });

  it('the trailer: it is cut once the sender is gone, and never complete', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    relay.tamper = changing('trailer', () => []);
    await ann.say(recordingOf(80));
    await ann.session.sendText('Hello');
    await settle(...devices);
    expect(bob.ended).toEqual([]);
    relay.leave(ann.n);
    await settle(...devices);
    expect(bob.ended).toMatchObject([
      { reason: 'cut', complete: false, missing: null, header: { kind: 'recorded' } },
      { reason: 'cut', complete: false, frames: [], header: { kind: 'text' } },
    ]);
    expect(bob.ended[0].frames).toHaveLength(80);
    expect(bob.texts).toEqual([]);
  });

  it('announces: the member is shown as somebody who can neither hear nor speak', async () => {
    const { relay, link, devices } = await roomWith(['Ann']);
    relay.tamper = (each) => ('record' in each && each.record.t === 'announce' ? [] : [each]);
    const bob = (await Device.make({ relay, link, name: 'Bob' })).enter();
    const [ann] = devices;
    await settle(ann, bob);
    expect(ann.sees(bob)).toMatchObject({ name: null, identity: null, canHearUs: false });
    expect(ann.session.securityState()).toMatchObject({ level: 'partial', because: [bob.n] });
    const sent = await bob.say(recordingOf(5));
    expect(sent.audience).toEqual({ hearing: 0, others: 1, deaf: [ann.n] });
    await settle(ann, bob);
    expect(ann.ended).toEqual([]);
    expect(ann.refusedFrom(bob)).toContain(ErrorCode.TransmissionRefused);
  });

  it('keys: who cannot hear is known to the sender, and that something was said to the receiver', async () => {
    const { relay, link, devices } = await roomWith(['Ann']);
    relay.tamper = (each) =>
      'record' in each && each.record.t === 'direct' && each.from === 1 ? [] : [each];
    const bob = (await Device.make({ relay, link, name: 'Bob' })).enter();
    const [ann] = devices;
    await settle(ann, bob);
    expect(ann.session.securityState()).toMatchObject({ level: 'partial', because: [bob.n] });
    const sent = await ann.say(recordingOf(5));
    expect(sent.audience).toEqual({ hearing: 0, others: 1, deaf: [bob.n] });
    await settle(ann, bob);
    expect([bob.began, bob.ended]).toEqual([[], []]);
    expect(bob.refusedFrom(ann)).toEqual([ErrorCode.SenderKeyMissing]);
    expect(bob.sees(ann)?.isFailing).toBe(false);
  });
});

describe('TM-S2: a server that adds', () => {
  it('a ghost without the link, which hears nothing and is shown', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    ann.session.notice({ t: 'here', n: 77 });
    const strange = await (await SealedRoomLink.make(0)).keys();
    const identity = await SigningKey.generate();
    const memberKeys = await MemberKeys.make(0);
    const memberKey = memberKeys.current.publicPoint;
    const data = await sealAnnounce(strange, { identity, memberKey, name: 'Bob', atMs: 1 });
    ann.session.record({ t: 'announce', n: 77, data });
    await settle(...devices);
    expect(ann.refusals).toMatchObject([{ from: 77, code: ErrorCode.AnnounceRefused }]);
    expect(ann.session.securityState()).toMatchObject({ level: 'partial', because: [77] });
    expect(relay.log.some(({ to }) => to === 77)).toBe(false);
    await ann.say(recordingOf(5));
    await settle(...devices);
    expect(bob.heard()).toHaveLength(1);
  });

  it('acknowledgements that nobody made, which count for nothing', async () => {
    const { devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    ann.session.notice({ t: 'here', n: 77 });
    const data = encodeDirectRecord({ kind: 'acknowledgement', body: new Uint8Array(24).fill(1) });
    ann.session.record({ t: 'direct', n: 77, data });
    ann.session.record({ t: 'direct', n: bob.n, data });
    ann.session.record({ t: 'direct', n: bob.n, data: Uint8Array.of(9, 9) });
    await settle(...devices);
    expect(ann.refusals.map(({ code }) => code)).toEqual(
      [1, 2, 3].map(() => ErrorCode.SenderKeyRefused),
    );
    expect(ann.session.securityState()).toMatchObject({ hearing: 1, others: 2 });
  });

  it('the number of a member that has left to another, and it is nobody', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const announces = relay.log.filter((each) => 'record' in each && each.from === bob.n);
    relay.leave(bob.n);
    ann.session.notice({ t: 'here', n: bob.n });
    for (const each of announces) relay.bring(each);
    await settle(...devices);
    expect(ann.session.people()).toEqual([]);
    expect(ann.refusedFrom(bob)).toContain(ErrorCode.AttributionMismatch);
  });

  it('this client to the others, which is no other', async () => {
    const { devices } = await roomWith(['Ann']);
    const [ann] = devices;
    ann.session.enter({ you: ann.n, members: [{ n: ann.n }], exporter: null });
    ann.session.notice({ t: 'here', n: ann.n });
    expect(ann.session.people()).toEqual([]);
  });

  it('our own announce, records and voice to us as those of another, who is nobody', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const ours = relay.announceOf(ann.n);
    ann.session.notice({ t: 'gone', n: bob.n });
    ann.session.notice({ t: 'here', n: 77 });
    relay.tamper = (each) => [{ ...each, from: 77, to: ann.n }];
    relay.bring({ from: 77, to: ann.n, record: { t: 'announce', data: ours } });
    await settle(...devices);
    expect(ann.session.securityState()).toEqual({
      ...{ level: 'broken', hearing: 0, others: 1, because: [77] },
    });
    const sent = await ann.say(recordingOf(5));
    await settle(...devices);
    expect(sent.audience).toEqual({ hearing: 0, others: 1, deaf: [77] });
    expect(ann.ended).toEqual([]);
    expect(ann.refusals).toContainEqual({
      ...{ from: 77, code: ErrorCode.AttributionMismatch, transmissionId: null },
    });
  });

  it('one member under two numbers, of which the second is nobody', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    ann.session.notice({ t: 'here', n: 77 });
    relay.tamper = (each) => (each.from === bob.n ? [each, { ...each, from: 77 }] : [each]);
    const data = relay.announceOf(bob.n);
    relay.bring({ from: 77, to: ann.n, record: { t: 'announce', data } });
    await ann.say(recordingOf(5));
    await settle(...devices);
    expect(ann.session.securityState()).toMatchObject({
      level: 'broken',
      hearing: 1,
      because: [77],
    });
  });

  it('our announce of before a new member key, whose records we can still open for a while', async () => {
    const { relay, devices } = await roomWith(['Ann']);
    const [ann] = devices;
    const ours = relay.announceOf(ann.n);
    ann.clock.nowMs += 10 * 60 * 1000;
    ann.session.tick();
    await settle(ann);
    expect(relay.announceOf(ann.n)).not.toEqual(ours);
    ann.session.notice({ t: 'here', n: 77 });
    relay.bring({ from: 77, to: ann.n, record: { t: 'announce', data: ours } });
    await settle(ann);
    expect(ann.session.people()).toMatchObject([{ n: 77, identity: null, isFailing: true }]);
  });

  it('more members than a room has, who are left out', async () => {
    const { devices } = await roomWith(['Ann']);
    const [ann] = devices;
    for (let n = 10; n < 90; n++) ann.session.notice({ t: 'here', n });
    ann.session.part(500, new Uint8Array(30));
    ann.session.record({ t: 'announce', n: 500, data: new Uint8Array(456) });
    await settle(...devices);
    expect(ann.session.people()).toHaveLength(63);
    expect(ann.refusals.filter(({ from }) => from === 500)).toHaveLength(2);
  });
});

describe('TM-S5: a listener with an evil server', () => {
  it('is nobody where it says that it may speak', async () => {
    const { relay, link, devices } = await roomWith(['Ann']);
    const [ann] = devices;
    const toListen = (await link.forListeners(2e12))!;
    const lea = await Device.make({ relay, link: toListen, name: 'Lea' });
    const keys = { ...(await toListen.keys()), speakKey: await SigningKey.generate() };
    const memberKey = (await MemberKeys.make(0)).current.publicPoint;
    const own = { identity: lea.identity, memberKey, name: 'Lea', atMs: 1 };
    const data = await sealAnnounce(keys, own);
    relay.tamper = (each) =>
      'record' in each && each.record.t === 'announce' && each.from === lea.n
        ? [{ ...each, record: { t: 'announce', data } }]
        : [each];
    lea.enter();
    await settle(ann, lea);
    expect(ann.sees(lea)).toMatchObject({ identity: null, canSpeak: false, canHearUs: false });
    expect(ann.refusedFrom(lea)).toContain(ErrorCode.AnnounceRefused);
  });

  it('cannot speak, with a key of its own making either', async () => {
    const { relay, link, devices } = await roomWith(['Ann']);
    const [ann] = devices;
    const toListen = (await link.forListeners(2e12))!;
    const lea = (await Device.make({ relay, link: toListen, name: 'Lea' })).enter();
    await settle(ann, lea);
    const speakKey = await SigningKey.generate();
    const keys = { ...(await toListen.keys()), speakKey };
    const terms = { kind: 'recorded', coder: 'nlp64', startedMs: 1 } as const;
    const { identity } = lea;
    const senderKey = SenderKey.draw();
    const sending = await SendingTransmission.begin({ keys, identity, senderKey, terms });
    const { transmissionId, header } = sending;
    const parts = [
      { kind: 'header', body: header },
      { kind: 'frames', body: packFrames([await sending.seal(0, recordingOf(1)[0])])[0] },
      { kind: 'trailer', body: await sending.end({ reason: 'done', report: REPORT }) },
    ] as const;
    for (const part of parts) {
      relay.bring({ from: lea.n, to: ann.n, part: encodePart({ ...part, transmissionId }) });
    }
    await settle(ann, lea);
    expect([ann.began, ann.ended]).toEqual([[], []]);
    expect(ann.refusedFrom(lea)).toEqual([ErrorCode.NotAllowed]);
  });
});
