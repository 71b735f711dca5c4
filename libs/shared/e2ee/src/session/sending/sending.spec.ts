import { ErrorCode } from '@sealwave/kernel';
import { parsePart } from '@sealwave/room/record';
import { Device, recordingOf, REPORT, roomWith, settle } from '../../testing/device';
import type { Delivery } from '../../testing/room-relay';

const kindsOf = (log: readonly Delivery[]): string[] =>
  log.map((each) => ('part' in each ? parsePart(each.part).kind : each.record.t));

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('a press of the talk key', () => {
  it('waits for nobody: header and frames leave before anything has come back', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob', 'Carl']);
    const [ann] = devices;
    relay.tamper = () => [];
    const before = relay.log.length;
    const voice = await ann.session.beginVoice({ kind: 'live', coder: 'nlp64', startedMs: 1 });
    await voice.send(0, recordingOf(1));
    expect(kindsOf(relay.log.slice(before))).toEqual(['header', 'header', 'frames', 'frames']);
    expect(voice.audience).toEqual({ hearing: 2, others: 2, deaf: [] });
  });

  it('finds new keys ready after the 64th transmission, after 10 minutes and after a leave', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob', 'Carl']);
    const [ann, bob, carl] = devices;
    const handed = () =>
      relay.log.filter(
        (each) => 'record' in each && each.from === ann.n && each.record.data[0] === 1,
      ).length;
    expect(handed()).toBe(2);
    for (let i = 0; i < 64; i++) await ann.session.sendText(`${i}`);
    await settle(...devices);
    expect([handed(), bob.texts.length, ann.sees(bob)?.canHearUs]).toEqual([4, 64, true]);
    for (const each of devices) each.clock.nowMs += 10 * 60 * 1000;
    for (const each of devices) each.session.tick();
    await settle(...devices);
    expect([handed(), ann.sees(bob)?.canHearUs]).toEqual([6, true]);
    relay.leave(carl.n);
    await settle(ann, bob);
    expect([handed(), ann.sees(bob)?.canHearUs]).toEqual([7, true]);
    await ann.session.sendText('after');
    await settle(ann, bob);
    expect(bob.texts.at(-1)?.text).toBe('after');
    expect([...ann.refusals, ...bob.refusals]).toEqual([]);
  });

  it('lets a newcomer hear the rest of it from the next key on', async () => {
    const { relay, link, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const voice = await ann.session.beginVoice({ kind: 'live', coder: 'nlp64', startedMs: 1 });
    await voice.send(0, recordingOf(50));
    const dora = (await Device.make({ relay, link: link.forMembers(), name: 'Dora' })).enter();
    await settle(...devices, dora);
    for (let counter = 50; counter < 300; counter += 50) {
      await voice.send(counter, recordingOf(50));
      await settle(...devices, dora);
      for (const each of [...devices, dora]) each.clock.nowMs += 1000;
    }
    await voice.end('done', REPORT);
    await settle(...devices, dora);
    expect(bob.heard()[0]).toHaveLength(300);
    expect(dora.ended).toMatchObject([{ complete: false, missing: 250, reason: 'done' }]);
    expect(dora.ended[0].frames.map(({ counter }) => counter)).toEqual(
      Array.from({ length: 50 }, (_, i) => 250 + i),
    );
    expect(dora.refusedFrom(ann)).toEqual([ErrorCode.SenderKeyMissing]);
    expect([bob.refusals, dora.sees(ann)?.isFailing]).toEqual([[], false]);
    await ann.say(recordingOf(5));
    await settle(...devices, dora);
    expect(dora.heard()).toEqual([recordingOf(5)]);
  });
});

describe('F3: a text', () => {
  it('is nothing for a member that leaves before it', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob', 'Carl']);
    const [ann, bob, carl] = devices;
    relay.hold = async () => {
      relay.hold = null;
      relay.leave(carl.n);
      relay.ghosts.set(carl.n, carl);
      await nextTurn();
    };
    await ann.session.sendText('Carl is gone');
    await settle(...devices);
    expect(bob.texts.map(({ text }) => text)).toEqual(['Carl is gone']);
    expect(bob.ended).toMatchObject([{ reason: 'renewed', frames: [] }]);
    expect(carl.texts).toEqual([]);
  });
});

describe('a recording under way', () => {
  it('is nothing for a newcomer, and says nothing against who sends it', async () => {
    const { relay, link, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const dora = await Device.make({ relay, link: link.forMembers(), name: 'Dora' });
    await ann.say(recordingOf(300), {
      onProgress: (frames) => {
        if (frames === 88) dora.enter();
      },
    });
    await settle(...devices, dora);
    expect(bob.heard()).toEqual([recordingOf(300)]);
    expect([dora.began, dora.refusals]).toEqual([[], []]);
    await ann.say(recordingOf(5));
    await settle(...devices, dora);
    expect(dora.heard()).toEqual([recordingOf(5)]);
  });
});

describe('a recording', () => {
  it('is sent in parts of at most 16 KiB, each after the transport has accepted the one before', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const waiting: (() => void)[] = [];
    const sizes: number[] = [];
    relay.hold = async (part) => {
      sizes.push(part.length);
      await new Promise<void>((resolve) => waiting.push(resolve));
    };
    const progress: number[] = [];
    const sending = ann.say(recordingOf(200), { onProgress: (frames) => progress.push(frames) });
    for (let parts = 1; parts <= 5; parts++) {
      while (waiting.length === 0) await nextTurn();
      await nextTurn();
      expect(sizes).toHaveLength(parts);
      waiting.shift()!();
    }
    await sending;
    await settle(...devices);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(16 * 1024);
    expect(progress).toEqual([88, 176, 200]);
    expect(bob.heard()).toEqual([recordingOf(200)]);
  });

  it('is cancelled in the middle, and the receivers are told', async () => {
    const { devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const stop = new AbortController();
    const { signal } = stop;
    const sent = await ann.say(recordingOf(300), { signal, onProgress: () => stop.abort() });
    await settle(...devices);
    expect(sent.reason).toBe('cancelled');
    expect(bob.ended).toMatchObject([{ reason: 'cancelled', complete: true, missing: 0 }]);
    expect(bob.ended[0].frames).toHaveLength(88);
    const late = ann.say(recordingOf(1), { signal });
    await expect(late).rejects.toMatchObject({ code: ErrorCode.Cancelled });
    await settle(...devices);
    expect(bob.began).toHaveLength(1);
  });

  it('is refused where it is too long or malformed, before anything is sent', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann] = devices;
    const before = relay.log.length;
    const frame = new Uint8Array(160);
    const tooLong = ann.say(Array.from({ length: 30_001 }, () => frame));
    await expect(tooLong).rejects.toMatchObject({ code: ErrorCode.AudioTooLong });
    const malformed = ann.say([new Uint8Array(159)]);
    await expect(malformed).rejects.toMatchObject({ code: ErrorCode.Usage });
    expect(relay.log).toHaveLength(before);
  });

  it('is not sent where the connection is lost meanwhile, and can be sent again', async () => {
    const { devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const sending = ann.say(recordingOf(300), { onProgress: () => ann.leave() });
    await expect(sending).rejects.toMatchObject({ code: ErrorCode.NotConnected });
    await settle(...devices);
    expect(bob.ended).toMatchObject([{ reason: 'cut' }]);
    ann.enter();
    await settle(...devices);
    await ann.say(recordingOf(300));
    await settle(...devices);
    expect(bob.heard()).toEqual([recordingOf(300)]);
    expect(ann.failures).toEqual([]);
  });

  it('is given up where members leave again and again', async () => {
    const { devices } = await roomWith(['Ann', 'Bob', ...'CDEFGHIJ']);
    const [ann, bob, ...others] = devices;
    const sending = ann.say(recordingOf(300), {
      onProgress: (frames) => {
        if (frames === 88) others.pop()?.leave();
      },
    });
    await expect(sending).rejects.toMatchObject({ code: ErrorCode.Busy });
    await settle(...devices);
    expect(new Set(bob.ended.map(({ reason }) => reason))).toEqual(new Set(['renewed']));
  });
});

describe('a transport that fails', () => {
  it('is reported, and keys are handed again later', async () => {
    const { relay, link, devices } = await roomWith(['Ann']);
    const [ann] = devices;
    relay.failing = (call, from) => call === 'direct' && from === ann.n;
    const bob = (await Device.make({ relay, link, name: 'Bob' })).enter();
    await settle(ann, bob);
    expect(ann.failures.length).toBeGreaterThan(0);
    expect(ann.sees(bob)?.canHearUs).toBe(false);
    relay.failing = null;
    ann.session.tick();
    await settle(ann, bob);
    expect(ann.sees(bob)?.canHearUs).toBe(true);
  });

  it('is tried once for each member and tick, however long it fails', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob', 'Cem', 'Dan', 'Eve']);
    const [ann, , , , eve] = devices;
    let calls = 0;
    // Ends, so that this fails and does not run on where each failure leads to another call.
    relay.failing = (call, from) => call === 'direct' && from === ann.n && calls++ < 100;
    relay.leave(eve.n);
    await settle(...devices);
    calls = 0;
    ann.session.tick();
    await settle(...devices);
    expect(calls).toBe(3);
  });

  it('rejects what it would not send, and leaves nothing running', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    for (let i = 0; i < 6; i++) {
      relay.failing = (call) => call === 'part';
      await expect(ann.say(recordingOf(3))).rejects.toThrow('no part');
    }
    relay.failing = null;
    const voices = await Promise.all(
      [1, 2, 3, 4].map(() => ann.session.beginVoice({ kind: 'live', coder: 'pcm8', startedMs: 1 })),
    );
    const fifth = ann.session.beginVoice({ kind: 'live', coder: 'pcm8', startedMs: 1 });
    await expect(fifth).rejects.toMatchObject({ code: ErrorCode.RateLimited });
    for (const voice of voices) await voice.end('done', new Uint8Array());
    await expect(voices[0].send(0, recordingOf(1))).rejects.toMatchObject({
      code: ErrorCode.Usage,
    });
    await settle(...devices);
    expect(bob.ended).toHaveLength(4);
    expect([...ann.failures, ...bob.refusals]).toEqual([]);
  });
});
