import { ErrorCode } from '@sealwave/kernel';
import { encodePart, parsePart } from '@sealwave/room/record';
import { Device, recordingOf, roomWith, settle } from '../testing/device';
import { changing, flip, partsFrom } from '../testing/tampering';
import { packFrames, unpackFrames } from './sending/frame-parts';

describe('E2: a server that replays', () => {
  it('is refused and shown, within one connection', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    await ann.say(recordingOf(30));
    await settle(...devices);
    for (const each of partsFrom(relay.log, ann.n, bob.n)) relay.bring(each);
    await settle(...devices);
    expect(bob.ended).toHaveLength(1);
    expect(bob.refusedFrom(ann)).toEqual(
      expect.arrayContaining([ErrorCode.ReplayedMessage, ErrorCode.TransmissionRefused]),
    );
  });

  it('is refused with what it kept of yesterday', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    await ann.say(recordingOf(30));
    await settle(...devices);
    const yesterday = partsFrom(relay.log, ann.n, bob.n);
    const records = relay.log.filter((each) => 'record' in each && each.to === bob.n);
    ann.leave();
    bob.leave();
    bob.enter();
    ann.enter();
    await settle(...devices);
    for (const each of yesterday) relay.bring({ ...each, from: ann.n, to: bob.n });
    for (const each of records) relay.bring({ ...each, from: ann.n, to: bob.n });
    for (const each of yesterday) relay.bring({ ...each, from: ann.n, to: bob.n });
    await settle(...devices);
    expect(bob.ended).toHaveLength(1);
    expect(bob.refusedFrom(ann).sort()).toEqual([
      ErrorCode.ReplayedMessage,
      ErrorCode.SenderKeyMissing,
      ErrorCode.SenderKeyRefused,
      ErrorCode.SenderKeyRefused,
    ]);
    expect(bob.sees(ann)?.name).toBe('Ann');
  });

  it('is refused long after, with its key brought again too', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const keys = relay.log.filter(
      (each) => 'record' in each && each.record.t === 'direct' && each.from === ann.n,
    );
    await ann.session.sendText('once');
    const first = partsFrom(relay.log, ann.n, bob.n);
    // A client remembers the ids of 32 transmissions of one member.
    for (let i = 0; i < 33; i++) await ann.session.sendText(`${i}`);
    await settle(...devices);
    for (const each of [...keys, ...first]) relay.bring(each);
    await settle(...devices);
    expect(bob.began).toHaveLength(34);
    expect(bob.texts.filter(({ text }) => text === 'once')).toHaveLength(1);
    expect(bob.refusedFrom(ann)).toContain(ErrorCode.ReplayedMessage);
  });

  it('has each frame refused that comes a second time', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    relay.tamper = changing('frames', (part) => [part, part]);
    await ann.say(recordingOf(30));
    await settle(...devices);
    expect(bob.heard()).toEqual([recordingOf(30)]);
    expect(bob.refusedFrom(ann)).toEqual([ErrorCode.ReplayedMessage]);
  });
});

describe('E1: a server that attributes', () => {
  it('a transmission to another member is refused and shown', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob', 'Carl']);
    const [ann, bob, carl] = devices;
    relay.tamper = (each) =>
      'part' in each && each.from === ann.n ? [{ ...each, from: carl.n }] : [each];
    await ann.say(recordingOf(10));
    await settle(...devices);
    expect(bob.ended).toEqual([]);
    expect(bob.refusedFrom(carl)).toContain(ErrorCode.AttributionMismatch);
    // It does not pass with time, as frames that fail do.
    bob.clock.nowMs += 6000;
    const state = bob.session.securityState();
    expect(state).toMatchObject({ level: 'broken', because: [carl.n] });
    bob.session.accept(carl.identity.publicPoint);
    expect(bob.session.securityState().level).toBe('sealed');
  });

  it('frames alone to another member is refused, and the transmission is not complete', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob', 'Carl']);
    const [ann, bob, carl] = devices;
    relay.tamper = (each) => {
      const isFrames = 'part' in each && parsePart(each.part).kind === 'frames';
      return isFrames && each.from === ann.n ? [{ ...each, from: carl.n }] : [each];
    };
    await ann.say(recordingOf(10));
    await settle(...devices);
    expect(bob.ended).toMatchObject([{ complete: false, missing: 10, from: ann.n }]);
    expect(bob.refusedFrom(carl)).toContain(ErrorCode.AttributionMismatch);
  });

  it('an announce to another member is refused, and nobody takes the name of another', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob', 'Carl']);
    const [ann, bob, carl] = devices;
    const announces = relay.log.filter(
      (each) => 'record' in each && each.record.t === 'announce' && each.from === ann.n,
    );
    for (const each of announces) relay.bring({ ...each, from: carl.n, to: bob.n });
    await settle(...devices);
    expect(bob.sees(carl)?.name).toBe('Carl');
    expect(bob.refusedFrom(carl)).toContain(ErrorCode.AttributionMismatch);
    await carl.say(recordingOf(10));
    await settle(...devices);
    expect(bob.ended).toMatchObject([{ name: 'Carl', complete: true }]);
  });

  it('announces the other way round from the start: nobody hears, and everybody sees it', async () => {
    const { relay, link, devices } = await roomWith(['Ann']);
    const [ann] = devices;
    relay.tamper = (each) => {
      if (!('record' in each) || each.record.t !== 'announce' || each.from === ann.n) return [each];
      return [{ ...each, from: each.from === 2 ? 3 : 2 }];
    };
    const others = [
      await Device.make({ relay, link, name: 'Bob' }),
      await Device.make({ relay, link, name: 'Carl' }),
    ];
    for (const each of others) each.enter();
    const all = [...devices, ...others];
    await settle(...all);
    expect(ann.session.securityState()).toMatchObject({ level: 'partial', hearing: 0 });
    await others[0].say(recordingOf(5));
    await settle(...all);
    expect(ann.ended).toEqual([]);
    expect(ann.refusedFrom(others[0])).not.toEqual([]);
  });
});

describe('A3: a server that changes', () => {
  it.each([
    ['a header', 'header', -1],
    ['the suite of a header', 'header', 1],
    ['the kind in a header', 'header', 2],
    ['the flags of a header', 'header', 4],
    ['the step in a header', 'header', 32],
  ] as const)('%s has the whole transmission refused', async (_, kind, at) => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    relay.tamper = changing(kind, (part) => [{ ...part, body: flip(part.body, at) }]);
    await ann.say(recordingOf(10));
    await settle(...devices);
    expect([bob.began, bob.ended]).toEqual([[], []]);
    expect(bob.refusedFrom(ann)).toEqual([ErrorCode.TransmissionRefused]);
  });

  it('the id in the part of a header has the whole transmission refused', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    relay.tamper = changing('header', (part) => [
      { ...part, transmissionId: flip(part.transmissionId, 0) },
    ]);
    await ann.say(recordingOf(10));
    await settle(...devices);
    expect([bob.began, bob.ended]).toEqual([[], []]);
    expect(bob.refusedFrom(ann)).toContain(ErrorCode.TransmissionRefused);
  });

  it('the suite to none is told apart: in a sealed room everything is sealed', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    relay.tamper = changing('header', (part) => [
      { ...part, body: part.body.map((byte, i) => (i === 1 ? 0 : byte)) },
    ]);
    await ann.say(recordingOf(10));
    await settle(...devices);
    expect(bob.began).toEqual([]);
    expect(bob.refusedFrom(ann)).toEqual([ErrorCode.E2eeRequired]);
  });

  it('frames has them refused and the member shown as failing', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    relay.tamper = changing('frames', (part) => [{ ...part, body: flip(part.body, -1) }]);
    await ann.say(recordingOf(300));
    await settle(...devices);
    expect(bob.ended).toMatchObject([{ complete: false, missing: 4 }]);
    expect(bob.refusedFrom(ann)).toEqual([ErrorCode.IntegrityFailed]);
    relay.tamper = changing('frames', (part) => [
      { ...part, body: packFrames(unpackFrames(part.body).map((frame) => flip(frame, -1)))[0] },
    ]);
    await ann.say(recordingOf(60));
    await settle(...devices);
    expect(bob.session.securityState()).toMatchObject({ level: 'broken', because: [ann.n] });
  });

  it('the trailer has it refused: nothing is complete without one', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    relay.tamper = changing('trailer', (part) => [{ ...part, body: flip(part.body, -1) }]);
    await ann.say(recordingOf(10));
    await settle(...devices);
    expect(bob.ended).toEqual([]);
    bob.clock.nowMs += 31_000;
    bob.session.tick();
    await settle(...devices);
    expect(bob.ended).toMatchObject([{ reason: 'cut', complete: false, missing: null }]);
  });

  it('the order of frames has nothing changed: each has its time', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    relay.tamper = changing('frames', (part) => [
      { ...part, body: packFrames(unpackFrames(part.body).reverse())[0] },
    ]);
    await ann.say(recordingOf(80));
    await settle(...devices);
    expect(bob.heard()).toEqual([recordingOf(80)]);
  });

  it('the order of trailer and frames has it shown as not complete', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    relay.tamper = changing('frames', () => []);
    await ann.say(recordingOf(80));
    await settle(...devices);
    partsFrom(relay.log, ann.n, bob.n).forEach((each) => relay.bring(each));
    await settle(...devices);
    expect(bob.ended).toMatchObject([{ complete: false, missing: 80, frames: [] }]);
    expect(bob.refusedFrom(ann)).toContain(ErrorCode.TransmissionRefused);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['an unknown kind', new Uint8Array(40).fill(9)],
    [
      'a header of zeros',
      encodePart({ kind: 'header', transmissionId: new Uint8Array(16), body: new Uint8Array(300) }),
    ],
    [
      'frames of nobody',
      encodePart({ kind: 'frames', transmissionId: new Uint8Array(16), body: new Uint8Array(300) }),
    ],
  ])('a part to %s has it dropped, counted and shown', async (_, part) => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    for (let i = 0; i < 3; i++) relay.bring({ from: bob.n, to: ann.n, part });
    await settle(...devices);
    expect(ann.began).toEqual([]);
    expect(ann.refusedFrom(bob).length).toBeGreaterThan(0);
    expect(ann.session.securityState()).toMatchObject({ level: 'broken', because: [bob.n] });
    await bob.say(recordingOf(5));
    await settle(...devices);
    expect(ann.heard()).toHaveLength(1);
  });

  it('frames that are malformed has the part dropped and the others heard', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    relay.tamper = changing('frames', (part) => [
      { ...part, body: Uint8Array.of(1) },
      { ...part, body: Uint8Array.of(0, 0) },
      part,
    ]);
    await ann.say(recordingOf(5));
    await settle(...devices);
    expect(bob.heard()).toEqual([recordingOf(5)]);
    expect(bob.refusedFrom(ann)).toEqual([ErrorCode.TransmissionRefused]);
  });
});
