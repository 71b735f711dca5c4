import { ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { Device, recordingOf, roomWith, settle } from '../../testing/device';
import { changing } from '../../testing/tampering';
import { packFrames, unpackFrames } from '../sending/frame-parts';
import { ReceivingBudget } from './receiving-budget';
import { RecentMap } from './recent-map';

const VOICE = { kind: 'live', coder: 'pcm8', startedMs: 1 } as const;
const refusedAs = (code: ErrorCode) => expect.objectContaining({ code });

describe('frames in parts', () => {
  it('come out as they went in, in parts that are as large as they may be', () => {
    const frames = fc.array(fc.uint8Array({ minLength: 1, maxLength: 400 }), { maxLength: 200 });
    fc.assert(
      fc.property(frames, (given) => {
        const some = given.map((frame) => new Uint8Array(frame));
        const bodies = packFrames(some);
        expect(bodies.flatMap(unpackFrames)).toEqual(some);
        for (const [i, body] of bodies.entries()) {
          expect(body.length).toBeLessThanOrEqual(16 * 1024 - 17);
          const next = bodies.at(i + 1);
          if (next === undefined) continue;
          expect(body.length + 2 + unpackFrames(next)[0].length).toBeGreaterThan(16 * 1024 - 17);
        }
      }),
    );
  });

  it('are refused in a part that is anything else', () => {
    const refused = refusedAs(ErrorCode.TransmissionRefused);
    for (const body of [[1], [0, 0], [0, 2, 1], [0, 1, 7, 0]]) {
      expect(() => unpackFrames(Uint8Array.from(body))).toThrow(refused);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        try {
          expect(packFrames(unpackFrames(new Uint8Array(bytes))).length).toBeLessThanOrEqual(1);
        } catch (error) {
          expect(error).toEqual(refused);
        }
      }),
    );
  });
});

describe('a transmission that falls silent', () => {
  it('is cut after 1 s where it is live, and late frames are dropped', async () => {
    const { devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const voice = await ann.session.beginVoice(VOICE);
    await voice.send(0, recordingOf(5));
    await settle(...devices);
    bob.clock.nowMs += 1000;
    bob.session.tick();
    await settle(...devices);
    expect(bob.ended).toEqual([]);
    bob.clock.nowMs += 1;
    bob.session.tick();
    await settle(...devices);
    expect(bob.ended).toMatchObject([{ reason: 'cut', complete: false, missing: null }]);
    await voice.send(60, recordingOf(5));
    await voice.end('done', new Uint8Array());
    await settle(...devices);
    expect(bob.ended).toHaveLength(1);
    expect([bob.refusals, bob.sees(ann)?.isFailing]).toEqual([[], false]);
  });

  it('is cut after 30 s where it is a recording, whose line may pause', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    relay.tamper = changing('trailer', () => []);
    await ann.say(recordingOf(5));
    await settle(...devices);
    for (const [afterMs, ended] of [
      [30_000, 0],
      [1, 1],
    ]) {
      bob.clock.nowMs += afterMs;
      bob.session.tick();
      await settle(...devices);
      expect(bob.ended).toHaveLength(ended);
    }
  });

  it('is cut when our own connection is lost', async () => {
    const { devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const voice = await ann.session.beginVoice(VOICE);
    await voice.send(0, recordingOf(5));
    bob.leave();
    await settle(...devices);
    expect(bob.ended).toMatchObject([{ reason: 'cut' }]);
    expect(bob.ended[0].frames).toHaveLength(5);
    expect(bob.session.people()).toEqual([]);
  });
});

describe('what a client holds of others', () => {
  it('has a bound for bytes that wait and for frames of running transmissions', () => {
    const budget = new ReceivingBudget().share();
    const MIB = 1024 * 1024;
    for (let i = 0; i < 16; i++) expect(budget.admits(MIB)).toBe(true);
    expect(budget.admits(1)).toBe(false);
    budget.handled(MIB);
    expect(budget.admits(MIB)).toBe(true);
    budget.hold(200_000);
    expect(() => budget.hold(1)).toThrow(refusedAs(ErrorCode.Busy));
    budget.release(1);
    budget.hold(1);
  });

  it('leaves each member a reserve, whatever another uses up', () => {
    const budget = new ReceivingBudget();
    const [flooding, other] = [budget.share(), budget.share()];
    while (flooding.admits(16 * 1024));
    flooding.hold(200_000);
    for (let i = 0; i < 16; i++) expect(other.admits(16 * 1024)).toBe(true);
    expect(other.admits(1)).toBe(false);
    other.hold(1500);
    expect(() => other.hold(1)).toThrow(refusedAs(ErrorCode.Busy));
    flooding.release(2000);
    other.hold(1);
  });

  it('stays bounded where members come, use their reserve, and go', () => {
    const budget = new ReceivingBudget();
    const shares = Array.from({ length: 500 }, () => budget.share());
    for (let i = 0; i < 1024; i++) shares[0].admits(16 * 1024);
    const taken = shares.slice(1).filter((share) => share.admits(256 * 1024));
    expect(taken).toHaveLength(64);
  });

  it('hears one member while another floods it', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob', 'Eve']);
    const [ann, bob, eve] = devices;
    const flood = new Uint8Array(16 * 1024).fill(2);
    relay.tamper = (each) => {
      const isToBob = 'part' in each && each.to === bob.n;
      for (let i = 0; i < (isToBob ? 1100 : 0); i++) bob.session.part(eve.n, flood);
      return [each];
    };
    await ann.say(recordingOf(5));
    await settle(...devices);
    expect(bob.heard()).toEqual([recordingOf(5)]);
  });

  it('forgets the oldest', () => {
    const recent = new RecentMap<number>(2);
    for (const [i, key] of ['a', 'b', 'c'].entries()) recent.set(key, i);
    expect([recent.get('a'), recent.get('b'), recent.has('c')]).toEqual([undefined, 1, true]);
  });

  it('drops what floods it, and says so', async () => {
    const { devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const part = new Uint8Array(16 * 1024).fill(2);
    for (let i = 0; i < 1100; i++) bob.session.part(ann.n, part);
    await settle(...devices);
    const busy = bob.refusals.filter(({ code }) => code === ErrorCode.Busy);
    expect(busy).toHaveLength(1100 - 1024);
    await ann.say(recordingOf(5));
    await settle(...devices);
    expect(bob.heard()).toEqual([recordingOf(5)]);
  });

  it('takes four transmissions of one member at a time', async () => {
    const { relay, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    relay.tamper = changing('trailer', () => []);
    for (let i = 0; i < 6; i++) await ann.say(recordingOf(2, i));
    await settle(...devices);
    expect(bob.began).toHaveLength(4);
    expect(bob.refusedFrom(ann)).toEqual([ErrorCode.RateLimited, ErrorCode.RateLimited]);
  });
});

describe('TM-S2: somebody with the name of a verified person and another identity', () => {
  it('is shown as changed, and what they say is marked until it was answered', async () => {
    const { relay, link, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    ann.session.verify(bob.identity.publicPoint);
    relay.leave(bob.n);
    const eve = (await Device.make({ relay, link: link.forMembers(), name: 'bob' })).enter();
    await settle(ann, eve);
    expect(ann.sees(eve)?.acquaintance).toBe('changed');
    expect(ann.session.securityState()).toMatchObject({ level: 'broken', because: [eve.n] });
    await eve.say(recordingOf(3));
    await settle(ann, eve);
    const identity = eve.identity.publicPoint;
    expect(ann.session.accept(identity)).toEqual({ name: 'bob', identity, verified: false });
    expect(ann.session.securityState().level).toBe('sealed');
    await eve.say(recordingOf(3));
    await settle(ann, eve);
    expect(ann.ended.map(({ unverified }) => unverified)).toEqual([true, false]);
    const gone = bob.identity.publicPoint;
    expect([ann.session.accept(gone), ann.session.verify(gone)]).toEqual([null, null]);
  });

  it('is not verified by who answers for the number that the verified person had', async () => {
    const { relay, link, devices } = await roomWith(['Ann', 'Bob']);
    const [ann, bob] = devices;
    const compared = bob.identity.publicPoint;
    relay.leave(bob.n);
    const eve = (await Device.make({ relay, link: link.forMembers(), name: 'Bob' })).enter();
    await settle(ann, eve);
    expect(ann.session.verify(compared)).toBeNull();
    expect(ann.sees(eve)?.acquaintance).toBe('new');
  });
});
