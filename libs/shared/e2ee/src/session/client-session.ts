import { type Bytes, equalConstantTime } from '@sealwave/kernel';
import type { Announcement } from '../keys/people/announce';
import { TurnQueue } from '../encoding/turn-queue';
import type { SealedRoomLink } from '../keys/links/sealed-room-link';
import { pairSafetyCode, roomSafetyCode } from '../keys/people/safety-code';
import type { RememberedPerson } from '../keys/people/remembered-people';
import { type SecurityState, securityState } from '../keys/security-state';
import { OwnOrders } from './moderation/own-orders';
import type { Person } from './people/person';
import { ReceivingBudget } from './receiving/receiving-budget';
import { RoomConnection } from './room-connection';
import type {
  OrderRequest,
  ReceivedRecord,
  RoomEntry,
  RosterNotice,
  SealedRoomSession,
} from './sealed-room-session';
import type { SessionContext } from './session-context';
import { SessionError } from './session-error';
import type { OutgoingVoice, Recording, SentTransmission, VoiceTerms } from './sending/outgoing';
import { RenewingVoice } from './sending/renewing-voice';
import { sendRecording, sendTextTransmission } from './sending/send-recording';

/** A session over all its connections. At most one of them is current. */
export class ClientSession implements SealedRoomSession {
  private readonly budget = new ReceivingBudget();
  /**
   * Lets one transmission of each kind run at a time. So receivers never get more of one member than they
   * accept.
   */
  private readonly recordings = new TurnQueue();
  private readonly texts = new TurnQueue();
  private connection: RoomConnection | null = null;

  constructor(
    private readonly context: SessionContext,
    private name: string | null,
  ) {}

  enter(entry: RoomEntry): void {
    this.lost();
    const { context, budget, name } = this;
    context.orders.forgetMutes();
    this.connection = new RoomConnection({ context, budget, name }, entry);
  }

  lost(): void {
    this.connection?.lose();
    if (this.connection !== null) this.context.observer.peopleChanged([], NOBODY);
    this.connection = null;
  }

  notice(notice: RosterNotice): void {
    this.connection?.notice(notice);
  }

  record(record: ReceivedRecord): void {
    this.connection?.record(record);
  }

  part(n: number, part: Bytes): void {
    this.connection?.part(n, part);
  }

  tick(): void {
    this.connection?.tick();
  }

  settled(): Promise<void> {
    return this.context.work.settled();
  }

  people(): readonly Person[] {
    return this.connection?.view.people() ?? [];
  }

  securityState(): SecurityState {
    return this.connection?.view.securityState() ?? NOBODY;
  }

  roomCode(): Promise<string> {
    const { keys, identity } = this.context;
    const others = this.connection?.state.people.announced.identities() ?? [];
    return roomSafetyCode(keys, [identity.publicPoint, ...others]);
  }

  async pairCode(identity: Bytes): Promise<string | null> {
    if (this.membersWith(identity).length === 0) return null;
    return pairSafetyCode(this.context.identity.publicPoint, identity);
  }

  verify(identity: Bytes): RememberedPerson | null {
    return this.remember(identity, true);
  }

  accept(identity: Bytes): RememberedPerson | null {
    for (const [n] of this.membersWith(identity)) {
      this.connection?.state.people.get(n)?.refusals.forgive();
    }
    return this.remember(identity, false);
  }

  rename(name: string | null): void {
    this.name = name;
    const { connection } = this;
    connection?.state.start(() => connection.announces.rename(name));
  }

  async beginVoice(terms: VoiceTerms): Promise<OutgoingVoice> {
    return RenewingVoice.begin(this.connected().senderKey, terms);
  }

  sendRecorded(recording: Recording): Promise<SentTransmission> {
    return this.recordings.run(async () => sendRecording(this.connected().senderKey, recording));
  }

  sendText(text: string): Promise<SentTransmission> {
    const startedMs = this.context.clock.wallMs();
    return this.texts.run(async () =>
      sendTextTransmission(this.connected().senderKey, { text, startedMs }),
    );
  }

  async order(request: OrderRequest): Promise<boolean> {
    return this.orders().give(request);
  }

  async changeLink(): Promise<SealedRoomLink> {
    return this.orders().changeLink();
  }

  /** The members that have announced this identity: one, or several devices of one person. */
  private membersWith(identity: Bytes): [number, Announcement][] {
    const announced = this.connection?.state.people.announced.entries() ?? [];
    return [...announced].filter(([, each]) => equalConstantTime(each.identity, identity));
  }

  private remember(identity: Bytes, verified: boolean): RememberedPerson | null {
    const announced = this.membersWith(identity).at(0)?.[1];
    if (announced === undefined) return null;
    const { known } = this.context;
    const isVerified = verified || known.acquaintanceOf(announced) === 'verified';
    const person = known.remember(announced, isVerified);
    this.connection?.view.publish();
    return person;
  }

  private orders(): OwnOrders {
    const { state, records } = this.connected();
    if (this.context.moderator === null) throw SessionError.notModerator();
    return new OwnOrders(state, records);
  }

  private connected(): RoomConnection {
    if (this.connection === null) throw SessionError.notConnected();
    return this.connection;
  }
}

const NOBODY: SecurityState = securityState({ room: 'sealed', others: [] });
