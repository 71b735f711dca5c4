import { ErrorCode } from '@sealwave/kernel';
import { SealedRoomLink } from '../keys/links/sealed-room-link';
import { Device, recordingOf, REPORT, roomWith, settle } from '../testing/device';

describe('everybody in a sealed room', () => {
  it('hears everybody, and knows who said it', async () => {
    const { devices } = await roomWith(['Ann', 'Bob', 'Carl']);
    for (const each of devices) {
      expect(each.session.securityState()).toMatchObject({ level: 'sealed', hearing: 2 });
    }
    for (const [seed, each] of devices.entries()) {
      const frames = recordingOf(300, seed);
      const sent = await each.say(frames);
      expect(sent).toMatchObject({ reason: 'done', audience: { hearing: 2, others: 2, deaf: [] } });
      await settle(...devices);
      for (const other of devices) {
        if (other === each) continue;
        const ended = other.ended.at(-1)!;
        expect(ended).toMatchObject({ complete: true, missing: 0, report: REPORT, from: each.n });
        expect(ended.identity).toEqual(each.identity.publicPoint);
        expect(ended.header.transmissionId).toEqual(sent.transmissionId);
        expect(ended.frames.map(({ plaintext }) => plaintext)).toEqual(frames);
        expect(ended.name).toBe(['Ann', 'Bob', 'Carl'][seed]);
      }
    }
    expect(devices.flatMap(({ refusals, failures }) => [...refusals, ...failures])).toEqual([]);
  });

  it('reads texts', async () => {
    const { devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    await ann.session.sendText('Where is the ladder? \u{1fa9c}');
    await settle(...devices);
    expect(bob.texts).toMatchObject([{ text: 'Where is the ladder? \u{1fa9c}', name: 'Ann' }]);
    expect(bob.ended).toEqual([]);
    const tooLong = ann.session.sendText('x'.repeat(4001));
    await expect(tooLong).rejects.toMatchObject({ code: ErrorCode.TextTooLong });
    await settle(...devices);
    expect(bob.began).toHaveLength(1);
  });

  it('sees the same code, and another one than before somebody came', async () => {
    const { relay, link, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const code = await ann.session.roomCode();
    expect(await bob.session.roomCode()).toBe(code);
    const [ofAnn, ofBob] = [ann, bob].map(({ identity }) => identity.publicPoint);
    expect(await ann.session.pairCode(ofBob)).toBe(await bob.session.pairCode(ofAnn));
    const carl = (await Device.make({ relay, link: link.forMembers() })).enter();
    await settle(...devices, carl);
    expect(await carl.session.roomCode()).toBe(await ann.session.roomCode());
    expect(await ann.session.roomCode()).not.toBe(code);
    relay.leave(bob.n);
    await settle(ann, carl);
    expect(await ann.session.pairCode(ofBob)).toBeNull();
  });

  it('is verified where the codes were compared', async () => {
    const { devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const identity = bob.identity.publicPoint;
    expect(ann.session.verify(identity)).toEqual({ name: 'Bob', identity, verified: true });
    expect(ann.sees(bob)?.acquaintance).toBe('verified');
    expect(ann.session.securityState().level).toBe('verified');
  });

  it('stays verified without a name, as do others without one', async () => {
    const { relay, link, devices } = await roomWith(['Ann']);
    const [ann] = devices;
    const nameless = await Promise.all([1, 2].map(() => Device.make({ relay, link })));
    nameless.forEach((each) => each.enter());
    await settle(ann, ...nameless);
    for (const { identity } of nameless) ann.session.verify(identity.publicPoint);
    expect(nameless.map((each) => ann.sees(each)?.acquaintance)).toEqual(['verified', 'verified']);
  });

  it('sees another name at once, as it was signed', async () => {
    const { devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    bob.session.rename('Robert');
    await settle(...devices);
    expect(ann.sees(bob)?.name).toBe('Robert');
    bob.session.rename(null);
    await settle(...devices);
    expect(ann.sees(bob)?.name).toBeNull();
    expect(ann.refusals).toEqual([]);
  });
});

describe('F3: who comes and goes', () => {
  it('opens nothing of before, from an evil server either', async () => {
    const { relay, link, devices } = await roomWith(['Ann', 'Bob']);
    const [ann] = devices;
    await ann.say(recordingOf(100));
    await ann.session.sendText('secret');
    await settle(...devices);
    const before = relay.log.filter((each) => 'part' in each);
    const dora = (await Device.make({ relay, link: link.forMembers(), name: 'Dora' })).enter();
    await settle(...devices, dora);
    for (const each of before) relay.bring({ ...each, to: dora.n });
    await settle(...devices, dora);
    expect([dora.began, dora.ended, dora.texts]).toEqual([[], [], []]);
    expect(new Set(dora.refusedFrom(ann))).toEqual(new Set([ErrorCode.ReplayedMessage]));
    const frames = recordingOf(10, 1);
    await ann.say(frames);
    await settle(...devices, dora);
    expect(dora.heard()).toEqual([frames]);
  });

  it('opens nothing after it has left, though an evil server brings it everything', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob', 'Carl']);
    const [ann, bob, carl] = devices;
    relay.ghosts.set(carl.n, carl);
    relay.leave(carl.n);
    await settle(...devices);
    const frames = recordingOf(100);
    const sent = await ann.say(frames);
    await settle(...devices);
    expect(sent.audience).toEqual({ hearing: 1, others: 1, deaf: [] });
    expect(bob.heard()).toEqual([frames]);
    expect([carl.began, carl.ended]).toEqual([[], []]);
    expect(carl.refusedFrom(ann)).toEqual([ErrorCode.SenderKeyMissing]);
  });

  it('opens nothing of the rest of what is said while it leaves', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob', 'Carl']);
    const [ann, bob, carl] = devices;
    relay.ghosts.set(carl.n, carl);
    const voice = await ann.session.beginVoice({ kind: 'live', coder: 'nlp64', startedMs: 1000 });
    const frames = recordingOf(20);
    await voice.send(0, frames.slice(0, 10));
    const first = voice.transmissionId;
    relay.leave(carl.n);
    await settle(...devices);
    await voice.send(10, frames.slice(10));
    await voice.end('done', REPORT);
    await settle(...devices);
    expect(voice.transmissionId).not.toEqual(first);
    expect(bob.ended).toMatchObject([
      { reason: 'renewed', complete: true, header: { startedMs: 1000 } },
      { reason: 'done', complete: true, header: { startedMs: 1200 } },
    ]);
    expect(bob.ended.flatMap((each) => each.frames.map(({ plaintext }) => plaintext))).toEqual(
      frames,
    );
    expect(carl.ended.map((each) => each.frames.length)).toEqual([10]);
    expect(carl.refusedFrom(ann)).toEqual([ErrorCode.SenderKeyMissing]);
  });

  it('gets nothing of a recording that is on its way when it leaves, and the others all of it', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob', 'Carl']);
    const [ann, bob, carl] = devices;
    relay.ghosts.set(carl.n, carl);
    const frames = recordingOf(300);
    const progress: number[] = [];
    const onProgress = (count: number): void => {
      progress.push(count);
      if (progress.length === 1) relay.leave(carl.n);
    };
    const sent = await ann.say(frames, { onProgress });
    await settle(...devices);
    expect(sent).toMatchObject({ reason: 'done', audience: { hearing: 1, others: 1 } });
    expect(progress.at(-1)).toBe(300);
    expect(bob.ended.map(({ reason }) => reason)).toEqual(['renewed', 'done']);
    expect(bob.heard()).toEqual([frames]);
    expect(carl.heard()).toEqual([]);
    expect(carl.ended.at(-1)!.frames.length).toBeLessThan(300);
  });

  it('speaks again after a reconnection, under a new number and new keys', async () => {
    const { devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const keys = new Set([ann.n]);
    for (const seed of [1, 2]) {
      ann.leave();
      await expect(ann.say(recordingOf(1))).rejects.toMatchObject({ code: ErrorCode.NotConnected });
      expect(ann.session.people()).toEqual([]);
      ann.enter();
      await settle(...devices);
      keys.add(ann.n);
      await ann.say(recordingOf(50, seed));
      await bob.say(recordingOf(50, seed));
      await settle(...devices);
    }
    expect(keys.size).toBe(3);
    const both = [recordingOf(50, 1), recordingOf(50, 2)];
    expect([ann.heard(), bob.heard()]).toEqual([both, both]);
    expect([...ann.refusals, ...bob.refusals, ...ann.failures, ...bob.failures]).toEqual([]);
  });

  it('answers nothing that came to the number it had before', async () => {
    const { relay, link, devices } = await roomWith(['Ann']);
    const [ann] = devices;
    const bob = await Device.make({ relay, link: link.forMembers(), name: 'Bob' });
    let isFirst = true;
    relay.tamper = (each) => {
      if (isFirst && 'record' in each && each.record.t === 'direct' && each.from === ann.n) {
        isFirst = false;
        queueMicrotask(() => {
          bob.leave();
          bob.enter();
        });
      }
      return [each];
    };
    bob.enter();
    await settle(ann, bob);
    expect([ann.refusals, bob.refusals, ann.failures, bob.failures]).toEqual([[], [], [], []]);
    expect([ann.sees(bob)?.canHearUs, bob.sees(ann)?.canHearUs]).toEqual([true, true]);
  });

  it('may be two devices with one identity', async () => {
    const { relay, link, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const options = { relay, link: link.forMembers(), name: 'Bob', identity: bob.identity };
    const other = (await Device.make(options)).enter();
    await settle(...devices, other);
    await other.say(recordingOf(20, 1));
    await bob.say(recordingOf(20, 2));
    await ann.say(recordingOf(20, 3));
    await settle(...devices, other);
    expect(ann.heard()).toEqual([recordingOf(20, 1), recordingOf(20, 2)]);
    expect(bob.heard()).toEqual([recordingOf(20, 1), recordingOf(20, 3)]);
    expect(bob.sees(other)?.acquaintance).toBe('verified');
    relay.leave(other.n);
    await settle(...devices);
    await bob.say(recordingOf(20, 4));
    await settle(...devices);
    expect(ann.heard()).toHaveLength(3);
  });

  it('may have a clock that is days off, which is shown', async () => {
    const { devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    ann.clock.wallOffsetMs -= 3 * 24 * 3600 * 1000;
    ann.session.rename('Anna');
    await settle(...devices);
    await ann.say(recordingOf(5));
    await settle(...devices);
    expect(bob.ended).toMatchObject([{ clockDiffers: true, complete: true, name: 'Anna' }]);
    expect(bob.refusals).toEqual([]);
  });
});

describe('a listener', () => {
  it('hears everything and cannot speak', async () => {
    const { relay, link, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const toListen = (await link.forListeners(2e12))!;
    const lea = (await Device.make({ relay, link: toListen, name: 'Lea' })).enter();
    await settle(...devices, lea);
    expect(ann.sees(lea)).toMatchObject({ canSpeak: false, canHearUs: true, name: 'Lea' });
    expect(lea.session.securityState().level).toBe('sealed');
    await ann.say(recordingOf(30));
    await settle(...devices, lea);
    expect(lea.heard()).toEqual([recordingOf(30)]);
    const refused = { code: ErrorCode.NotAllowed };
    await expect(lea.say(recordingOf(1))).rejects.toMatchObject(refused);
    await expect(lea.session.sendText('x')).rejects.toMatchObject(refused);
    const order = lea.session.order({ act: 'mute', n: bob.n });
    await expect(order).rejects.toMatchObject(refused);
  });
});

describe('a room that a client leaves for another link', () => {
  it('has other keys: nothing of one opens in the other', async () => {
    const one = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = one.devices;
    const other = (await SealedRoomLink.make(0)).forMembers();
    const carl = (await Device.make({ relay: one.relay, link: other, name: 'Carl' })).enter();
    await settle(...one.devices, carl);
    expect(ann.sees(carl)).toMatchObject({ identity: null, canHearUs: false });
    expect(ann.session.securityState()).toMatchObject({ level: 'partial', because: [carl.n] });
    await ann.say(recordingOf(5));
    await settle(...one.devices, carl);
    expect(bob.heard()).toHaveLength(1);
    expect([carl.began, carl.ended]).toEqual([[], []]);
  });
});
