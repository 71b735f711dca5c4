import type { Bytes } from '@sealwave/kernel';
import type { ReceivedRecord, SealedRoomSession } from '../session/sealed-room-session';
import type { SealedRoomTransport } from '../session/sealed-room-transport';

/** For specs: a client of a relay. */
export interface RelayMember {
  readonly n: number;
  readonly session: SealedRoomSession;
  /** Proofs that this client moderates, as it sent them: point, signature, token key. */
  readonly proofs: Bytes[][];
}

/** For specs: something on its way from one member to another. */
export type Delivery =
  | { readonly from: number; readonly to: number; readonly part: Bytes }
  | { readonly from: number; readonly to: number; readonly record: Omit<ReceivedRecord, 'n'> };

/** What an evil server makes of a delivery: nothing, other deliveries, or more of them. */
export type Tamper = (delivery: Delivery) => readonly Delivery[];

/**
 * For specs: a server of one sealed room in memory. It relays as docs/protocol.md says and opens nothing. An
 * evil one has a `tamper`.
 */
export class RoomRelay {
  readonly inside = new Map<number, RelayMember>();
  /** Everything that was relayed, in order. */
  readonly log: Delivery[] = [];
  tamper: Tamper = (delivery) => [delivery];
  /** Makes calls of a transport fail. */
  failing: ((call: keyof SealedRoomTransport, from: number) => boolean) | null = null;
  /** Has a part wait before it is accepted. */
  hold: ((part: Bytes) => Promise<void>) | null = null;
  /** Members that have left, and that an evil server still brings everything. */
  readonly ghosts = new Map<number, RelayMember>();
  private readonly announces = new Map<number, Bytes>();
  private next = 1;

  /** Admits a device: tells the others, and brings it all announces. */
  enter(device: RelayMember, exporter: Bytes | null = null): number {
    const you = this.next++;
    const members = [...this.inside.keys()].map((n) => ({ n }));
    this.inside.forEach((other) => other.session.notice({ t: 'here', n: you }));
    this.inside.set(you, device);
    device.session.enter({ you, members, exporter });
    for (const [n, data] of this.announces) {
      this.deliver({ from: n, to: you, record: { t: 'announce', data } });
    }
    return you;
  }

  /** Removes a device that has left, or has lost its connection. */
  leave(n: number): void {
    this.inside.delete(n);
    this.announces.delete(n);
    this.inside.forEach((other) => other.session.notice({ t: 'gone', n }));
  }

  /** Tells everybody that a member was muted, or may speak again. */
  mute(n: number, on: boolean): void {
    this.inside.forEach((other) => other.session.notice({ t: 'muted', n, on }));
  }

  /** The latest announce of a member; empty where there is none. */
  announceOf(n: number): Bytes {
    return this.announces.get(n) ?? new Uint8Array();
  }

  /** The transport of a device, even if its number changes. */
  transportOf(device: () => RelayMember): SealedRoomTransport {
    const send = async (call: keyof SealedRoomTransport, relay: (from: number) => void) => {
      const from = device().n;
      if (this.failing?.(call, from)) throw new Error(`no ${call}`);
      if (this.ghosts.has(from)) return;
      if (this.inside.get(from) !== device()) throw new Error('not connected');
      relay(from);
      await Promise.resolve();
    };
    return {
      announce: (data) =>
        send('announce', (from) => {
          this.announces.set(from, data);
          this.toOthers(from, (to) => ({ from, to, record: { t: 'announce', data } }));
        }),
      direct: (to, data) =>
        send('direct', (from) => this.deliver({ from, to, record: { t: 'direct', data } })),
      order: (data) =>
        send('order', (from) =>
          this.toOthers(from, (to) => ({ from, to, record: { t: 'order', data } })),
        ),
      prove: (point, signature, tokenKey) =>
        send('prove', () => device().proofs.push([point, signature, tokenKey])),
      part: async (part) => {
        const sent = send('part', (from) => this.toOthers(from, (to) => ({ from, to, part })));
        await this.hold?.(part);
        await sent;
      },
    };
  }

  /** Delivers something unchanged, without tampering. */
  bring(delivery: Delivery): void {
    const device = this.inside.get(delivery.to) ?? this.ghosts.get(delivery.to);
    if (device === undefined) return;
    const { from } = delivery;
    if ('part' in delivery) device.session.part(from, delivery.part);
    else device.session.record({ ...delivery.record, n: from });
  }

  private toOthers(from: number, make: (to: number) => Delivery): void {
    const everybody = new Set([...this.inside.keys(), ...this.ghosts.keys()]);
    for (const to of everybody) if (to !== from) this.deliver(make(to));
  }

  private deliver(delivery: Delivery): void {
    this.log.push(delivery);
    this.tamper(delivery).forEach((each) => this.bring(each));
  }
}
