import { SigningKey } from '@sealwave/crypto';
import type { Bytes } from '@sealwave/kernel';
import { SealedRoomLink } from '../keys/links/sealed-room-link';
import type { Order } from '../keys/moderation/order';
import type { RememberedPerson } from '../keys/people/remembered-people';
import { openSealedRoomSession } from '../session/open-session';
import type { SealedRoomSession, SessionClock } from '../session/sealed-room-session';
import type {
  EndedTransmission,
  ReceivedText,
  Refusal,
  SealedRoomObserver,
  TransmissionSource,
} from '../session/session-events';
import type { Recording, SentTransmission } from '../session/sending/outgoing';
import { type RelayMember, RoomRelay } from './room-relay';

/** For specs: a quality report. */
export const REPORT: Bytes = new Uint8Array(40).fill(7);

/** For specs: a clock that is set by hand. */
class SetClock implements SessionClock {
  nowMs = 0;
  wallOffsetMs = 1_800_000_000_000;

  now(): number {
    return this.nowMs;
  }

  wallMs(): number {
    return this.nowMs + this.wallOffsetMs;
  }
}

/** Input of {@link Device.make}. */
export interface DeviceOptions {
  readonly relay: RoomRelay;
  readonly link: SealedRoomLink;
  readonly name?: string | null;
  readonly identity?: SigningKey;
  readonly remembered?: readonly RememberedPerson[];
  readonly clock?: SetClock;
}

/** For specs: a session that records everything it reports. */
export class Device implements RelayMember {
  n = 0;
  session!: SealedRoomSession;
  readonly began: TransmissionSource[] = [];
  readonly ended: EndedTransmission[] = [];
  readonly texts: ReceivedText[] = [];
  readonly refusals: Refusal[] = [];
  readonly orders: Order[] = [];
  readonly moves: SealedRoomLink[] = [];
  readonly failures: unknown[] = [];
  readonly proofs: Bytes[][] = [];
  changes = 0;

  private constructor(
    readonly relay: RoomRelay,
    readonly identity: SigningKey,
    readonly clock: SetClock,
  ) {}

  /** Makes a device. It is in no room yet. */
  static async make(options: DeviceOptions): Promise<Device> {
    const { relay, link, name = null, remembered = [], clock = new SetClock() } = options;
    const { identity = await SigningKey.generate() } = options;
    const device = new Device(relay, identity, clock);
    device.session = await openSealedRoomSession({
      ...{ link, identity, name, remembered, clock },
      transport: relay.transportOf(() => device),
      observer: device.observer(),
    });
    return device;
  }

  /** Enters the room, for the first time or again. */
  enter(exporter: Bytes | null = null): this {
    // The session needs the number while it enters.
    this.n = this.relay.enter(this, exporter);
    return this;
  }

  /** Loses its connection. The server tells the others. */
  leave(): void {
    this.relay.leave(this.n);
    this.session.lost();
  }

  /** What this device knows of another one. */
  sees(other: Device): ReturnType<SealedRoomSession['people']>[number] | undefined {
    return this.session.people().find(({ n }) => n === other.n);
  }

  /** Sends a recording. */
  say(frames: readonly Bytes[], more: Partial<Recording> = {}): Promise<SentTransmission> {
    const { clock } = this;
    const recording = {
      frames,
      coder: 'nlp64',
      startedMs: clock.wallMs(),
      report: REPORT,
    } as const;
    return this.session.sendRecorded({ ...recording, ...more });
  }

  /** The recordings that came whole: their frames. */
  heard(): Bytes[][] {
    const whole = this.ended.filter(({ complete, reason }) => complete && reason === 'done');
    return whole.map(({ frames }) => frames.map(({ plaintext }) => plaintext));
  }

  /** The error codes of what this device has refused from `other`. */
  refusedFrom(other: Device): string[] {
    return this.refusals.filter(({ from }) => from === other.n).map(({ code }) => code);
  }

  private observer(): SealedRoomObserver {
    return {
      peopleChanged: () => {
        this.changes++;
      },
      transmissionBegan: (source) => {
        this.began.push(source);
      },
      transmissionProgressed: () => undefined,
      transmissionEnded: (ended) => {
        this.ended.push(ended);
      },
      textReceived: (text) => {
        this.texts.push(text);
      },
      refused: (refusal) => {
        this.refusals.push(refusal);
      },
      ordered: (order) => {
        this.orders.push(order);
      },
      moved: (link) => {
        this.moves.push(link);
      },
      failed: (error) => {
        this.failures.push(error);
      },
    };
  }
}

/** A room with these people in it, all of whom have each other's keys. The first one has the link of a moderator. */
export async function roomWith(
  names: readonly string[],
  { flags = 0, link: given }: { readonly flags?: number; readonly link?: SealedRoomLink } = {},
): Promise<{ relay: RoomRelay; link: SealedRoomLink; devices: Device[] }> {
  const relay = new RoomRelay();
  const link = given ?? (await SealedRoomLink.make(flags));
  const devices = await Promise.all(
    names.map((name, i) => Device.make({ relay, link: i === 0 ? link : link.forMembers(), name })),
  );
  for (const each of devices) each.enter();
  await settle(...devices);
  return { relay, link, devices };
}

/** Waits until no device has anything left to do. */
export async function settle(...devices: readonly Device[]): Promise<void> {
  const [{ relay }] = devices;
  let seen: number;
  do {
    seen = relay.log.length;
    for (const { session } of devices) await session.settled();
  } while (relay.log.length > seen);
}

/** Makes frames of voice that differ from those of other recordings. @param seed of this recording. */
export function recordingOf(count: number, seed = 0): Bytes[] {
  return Array.from({ length: count }, (_, counter) =>
    Uint8Array.from({ length: 160 }, (__, i) => (counter * 7 + i * 13 + seed * 31) & 0xff),
  );
}
