import type { Acquaintance, Order, SealedRoomLink, SecurityState } from '@sealwave/e2ee/keys';
import type {
  EndedTransmission,
  Person,
  ReceivedText,
  Refusal,
  SealedRoomObserver,
} from '@sealwave/e2ee/session';
import { toHex, VoiceError } from '@sealwave/kernel';
import { ConnectionError } from '@sealwave/node/connection';
import { errorSummary } from '../failure';
import type { Screen } from '../terminal/screen';
import { nameOrNumber } from './audience';
import { describeRefusal } from './refusal-words';

const MAX_ACQUAINTANCES = 1000;
/** Refusals that are named without `--verbose`. */
const MAX_REFUSALS = 100;

/** What a command does with what comes in a sealed room. */
export interface RoomListener {
  /** @param acquaintance how well this device knows its sender. */
  onVoice(ended: EndedTransmission, acquaintance: Acquaintance | null): void;
  onText(text: ReceivedText): void;
}

/** Where remarks are printed; details only if they are wanted. */
export type Remarks = Pick<Screen, 'remark' | 'detail'>;

/** Options of {@link RoomReporter}. */
export interface RoomReporterOptions {
  readonly screen: Remarks;
  /** Without it, what comes is dropped. */
  readonly listener: RoomListener | undefined;
  /** Address of the pages, for a link to another room. */
  readonly baseUrl: string;
}

/** Tells a person what happens in a sealed room, and a command what has come. */
export class RoomReporter implements SealedRoomObserver {
  /** Fires `people` when people, or what is known of them, have changed. */
  readonly changes = new EventTarget();
  private people: readonly Person[] = [];
  /** By identity, in hexadecimal: also of those who have left since they sent something. */
  private readonly acquaintances = new Map<string, Acquaintance>();
  /** Numbers of those about whom the person was warned on this connection. */
  private readonly warned = new Set<number>();
  private refusals = 0;

  private readonly screen: Remarks;
  private readonly listener: RoomListener | undefined;

  constructor(private readonly options: RoomReporterOptions) {
    this.screen = options.screen;
    this.listener = options.listener;
  }

  peopleChanged(people: readonly Person[], state: SecurityState): void {
    this.people = people;
    if (people.length === 0) this.warned.clear();
    for (const { identity, acquaintance } of people) {
      if (identity && acquaintance) this.acquaintances.set(toHex(identity), acquaintance);
    }
    for (const forgotten of [...this.acquaintances.keys()].slice(0, -MAX_ACQUAINTANCES)) {
      this.acquaintances.delete(forgotten);
    }
    for (const person of people) if (state.because.includes(person.n)) this.warnOf(person);
    this.changes.dispatchEvent(new Event('people'));
  }

  transmissionBegan(): void {
    // Recordings are reported when they are over.
  }

  transmissionProgressed(): void {
    // As above.
  }

  transmissionEnded(ended: EndedTransmission): void {
    const { reason, header } = ended;
    // A recording that was renewed comes again, whole.
    if (header.kind === 'text' || (header.kind === 'recorded' && reason === 'renewed')) return;
    const acquaintance = this.acquaintances.get(toHex(ended.identity)) ?? null;
    if (reason !== 'cancelled') return this.listener?.onVoice(ended, acquaintance);
    if (this.listener) this.screen.remark(`${ended.name ?? 'somebody'} has cancelled a recording`);
  }

  textReceived(text: ReceivedText): void {
    this.listener?.onText(text);
  }

  /** Names the first refusals. A dishonest server could bring more than anybody wants to read or store. */
  refused({ from, code }: Refusal): void {
    this.refusals++;
    const text = `refused: ${describeRefusal(code, this.nameOf(from))} (${code})`;
    if (this.refusals <= MAX_REFUSALS) this.screen.remark(text);
    else this.screen.detail(text);
    if (this.refusals === MAX_REFUSALS) this.screen.remark('more is refused, and not named here');
  }

  ordered(order: Order, from: number): void {
    this.screen.detail(`${this.nameOf(from)} has ordered: ${order.act}`);
  }

  moved(link: SealedRoomLink, from: number): void {
    const href = link.href(this.options.baseUrl);
    const who = this.nameOf(from);
    this.screen.remark(`${who} has changed the link of the room. Leave, and enter ${href}`);
  }

  failed(error: unknown): void {
    // The command that uses the connection hears of its loss.
    if (error instanceof ConnectionError) return this.screen.detail(errorSummary(error));
    const code = error instanceof VoiceError ? ` (${error.code})` : '';
    this.screen.remark(`${errorSummary(error)}${code}`);
  }

  private warnOf(person: Person): void {
    const { n, acquaintance, isFailing } = person;
    if (this.warned.has(n) || !(acquaintance === 'changed' || isFailing)) return;
    this.warned.add(n);
    const who = nameOrNumber(person);
    this.screen.remark(
      acquaintance === 'changed'
        ? `CAUTION: this is not the ${who} that you verified, but another identity under that name. Nothing of theirs is played. Compare codes: voice-cli room verify`
        : `CAUTION: much of what comes from ${who} is refused`,
    );
  }

  private nameOf(n: number): string {
    const person = this.people.find((each) => each.n === n);
    return person ? nameOrNumber(person) : `number ${n}`;
  }
}
