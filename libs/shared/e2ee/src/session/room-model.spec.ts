import * as fc from 'fast-check';
import type { Bytes } from '@sealwave/kernel';
import { SealedRoomLink } from '../keys/links/sealed-room-link';
import { Device, recordingOf, settle } from '../testing/device';
import { RoomRelay } from '../testing/room-relay';

const PEOPLE = 5;

/** What may happen in a room. `wait`: until everything of before has arrived. */
type Step =
  | { readonly does: 'enter' | 'leave' | 'reconnect' | 'say' | 'write'; readonly who: number }
  | { readonly does: 'wait' | 'tenMinutes' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    does: fc.constantFrom('enter', 'leave', 'reconnect', 'say', 'say', 'write'),
    who: fc.nat(PEOPLE - 1),
  }),
  fc.record({ does: fc.constantFrom('wait', 'tenMinutes') }),
) as fc.Arbitrary<Step>;

/** Somebody with all that they must have heard, and with all that they may. */
interface Player {
  readonly device: Device;
  readonly mustHear: Bytes[][];
  readonly mayHear: Bytes[][];
  isInside: boolean;
}

/** A room with an evil server that goes on bringing everything to those who have left. */
class Model {
  readonly relay = new RoomRelay();
  private said = 0;

  private constructor(readonly players: Player[]) {}

  static async make(link: SealedRoomLink): Promise<Model> {
    const model = new Model([]);
    const { relay } = model;
    for (let i = 0; i < PEOPLE; i++) {
      const device = await Device.make({ relay, link, name: `P${i}` });
      model.players.push({ device, mustHear: [], mayHear: [], isInside: false });
    }
    return model;
  }

  async run(next: Step): Promise<void> {
    if (!('who' in next)) return this.pass(next.does);
    const player = this.players[next.who];
    const isReady = player.isInside === (next.does !== 'enter');
    if (isReady) await this.act(player, next.does);
  }

  settled(): Promise<void> {
    return settle(...this.players.map(({ device }) => device));
  }

  private async pass(does: 'wait' | 'tenMinutes'): Promise<void> {
    if (does === 'tenMinutes') {
      for (const { device } of this.players) device.clock.nowMs += 10 * 60 * 1000;
      for (const { device } of this.players) device.session.tick();
    }
    await this.settled();
  }

  private async act(player: Player, does: Extract<Step, { who: number }>['does']): Promise<void> {
    const { device } = player;
    if (does === 'say' || does === 'write') return this.speak(player, does);
    if (does !== 'enter') {
      // Its session does not know: it goes on with the keys that it has.
      this.relay.leave(device.n);
      this.relay.ghosts.set(device.n, device);
    }
    if (does !== 'leave') {
      this.relay.ghosts.delete(device.n);
      device.enter();
    }
    player.isInside = does !== 'leave';
  }

  private async speak(speaker: Player, does: 'say' | 'write'): Promise<void> {
    const { device } = speaker;
    const seed = ++this.said;
    const inside = this.players.filter((each) => each !== speaker && each.isInside);
    const frames = does === 'say' ? recordingOf(3, seed) : textFrames(seed);
    for (const each of inside) each.mayHear.push(frames);
    const { audience } =
      does === 'say' ? await device.say(frames) : await device.session.sendText(`${seed}`);
    for (const each of inside) {
      if (!audience.deaf.includes(each.device.n)) each.mustHear.push(frames);
    }
  }
}

const textFrames = (seed: number): Bytes[] => [new TextEncoder().encode(`${seed}`)];
const heardBy = ({ device }: Player): Bytes[][] => [
  ...device.heard(),
  ...device.texts.map(({ text }) => [new TextEncoder().encode(text)]),
];
const namesOf = (all: Bytes[][]): string[] => all.map((frames) => frames.join('|')).sort();

describe('F3: whatever comes, goes and speaks in whichever order', () => {
  it('everybody with an acknowledged key hears exactly what was sent, and nobody else anything', async () => {
    const link = (await SealedRoomLink.make(0)).forMembers();
    let heard = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const model = await Model.make(link);
        for (const each of [0, 1, 2].map((who) => ({ does: 'enter', who }) as const)) {
          await model.run(each);
        }
        for (const each of steps) await model.run(each);
        await model.settled();
        for (const player of model.players) {
          const names = namesOf(heardBy(player));
          expect(new Set(names).size).toBe(names.length);
          expect(names).toEqual(expect.arrayContaining(namesOf(player.mustHear)));
          expect(namesOf(player.mayHear)).toEqual(expect.arrayContaining(names));
          expect(player.device.failures).toEqual([]);
          heard += names.length;
        }
        const [first] = model.players.filter(({ isInside }) => isInside);
        const everybody = model.players.filter(({ isInside }) => isInside).length;
        if (first === undefined) return;
        const state = first.device.session.securityState();
        expect(state).toMatchObject({ level: 'sealed', hearing: everybody - 1 });
      }),
      { numRuns: 25 },
    );
    expect(heard).toBeGreaterThan(0);
  }, 120_000);
});
