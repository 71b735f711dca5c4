import { type Bytes, equalConstantTime, ErrorCode, toHex, VoiceError } from '@sealwave/kernel';
import { parsePart, type TransmissionPart, transmissionIdText } from '@sealwave/room/record';
import { SealedRoomError } from '../../encoding/sealed-room-error';
import type { EndedTransmission, SealedRoomObserver } from '../session-events';
import { unpackFrames } from '../sending/frame-parts';
import type { BegunReceiving } from './begin-receiving';
import { IncomingTransmission } from './incoming-transmission';
import type { ReceivingShare } from './receiving-budget';
import { RecentMap } from './recent-map';
import type { Refusals } from './refusals';

/** Most running transmissions of one member: one live, and a few uploads. */
const MAX_RUNNING = 4;
/** Most ended transmissions of one member to remember. They tell late parts from foreign ones. */
const MAX_OVER = 32;
const ID_BYTES = 16;
/** Where the id is in a header. */
const ID_AT = 5;

/** What an inbox needs of its room. */
export interface InboxOptions {
  readonly observer: SealedRoomObserver;
  readonly share: ReceivingShare;
  readonly refusals: Refusals;
  /** Opens a header of this member. @throws SealedRoomError */
  readonly begin: (header: Bytes) => Promise<BegunReceiving>;
  /** Whether another member has a running transmission with this id. */
  readonly isOfAnother: (id: string) => boolean;
  /** Whether the member was in the room before us. We cannot open what it had begun by then. */
  readonly wasHereBefore: boolean;
}

/** Handles the parts that the server brings from one member. Never throws because of a member or a server. */
export class MemberInbox {
  private readonly running = new Map<string, IncomingTransmission>();
  /** Why nothing more of a transmission is accepted. */
  private readonly over = new RecentMap<'ended' | 'cut' | VoiceError>(MAX_OVER);
  private readonly missed = new Set<string>();

  constructor(private readonly options: InboxOptions) {}

  /** Whether a transmission of this id is running. */
  runs(id: string): boolean {
    return this.running.has(id);
  }

  /** Handles a part, or refuses and reports it. @param nowMs by a monotonic clock. */
  async receive(bytes: Bytes, nowMs: number): Promise<void> {
    const id = bytes.length > ID_BYTES ? bytes.slice(1, 1 + ID_BYTES) : null;
    await this.refusing(id, nowMs, async () => this.receivePart(parsePart(bytes), nowMs));
  }

  /** Takes in the header of live voice that had begun before we came, as the talker sends it to us alone. */
  receiveHeader(header: Bytes, nowMs: number): Promise<void> {
    const transmissionId = header.slice(ID_AT, ID_AT + ID_BYTES);
    const part = { kind: 'header', transmissionId, body: header } as const;
    return this.refusing(transmissionId, nowMs, () => this.receivePart(part, nowMs));
  }

  /** Drops a part of a member that nobody should hear now. This does not count against the member. */
  drop(bytes: Bytes): void {
    const id = bytes.slice(1, 1 + ID_BYTES);
    this.over.set(toHex(id), 'cut');
    this.options.refusals.tell(ErrorCode.NotAllowed, id);
  }

  /** Cuts all running transmissions, or those that have been silent for too long. */
  cut(which: (incoming: IncomingTransmission) => boolean = () => true): void {
    for (const [id, incoming] of this.running) {
      if (which(incoming)) this.cutOne(id, incoming);
    }
  }

  private async refusing(
    id: Bytes | null,
    nowMs: number,
    task: () => Promise<void>,
  ): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (!(error instanceof VoiceError && error.peerFault)) throw error;
      this.options.refusals.refuse(error.code, id, nowMs);
    }
  }

  private async receivePart(part: TransmissionPart, nowMs: number): Promise<void> {
    const id = transmissionIdText(part);
    if (part.kind === 'header') return this.begin(id, part, nowMs);
    const incoming = this.running.get(id);
    if (incoming === undefined) return this.dropUnknown(id);
    if (part.kind === 'frames') return this.addFrames(incoming, part, nowMs);
    const ended = await incoming.end(part.body);
    this.finish(id, 'ended');
    this.tellEnd(incoming, ended);
  }

  private async begin(id: string, part: TransmissionPart, nowMs: number): Promise<void> {
    if (this.running.has(id) || !this.mayBegin(id)) throw SealedRoomError.replayed('transmission');
    try {
      if (this.running.size >= MAX_RUNNING) throw SealedRoomError.tooFast('transmissions');
      const { source, receiving } = await this.options.begin(part.body);
      if (!equalConstantTime(source.header.transmissionId, part.transmissionId)) {
        throw SealedRoomError.transmission('a header in the part of another transmission');
      }
      const { share, observer } = this.options;
      this.running.set(id, new IncomingTransmission(source, receiving, share, nowMs));
      observer.transmissionBegan(source);
    } catch (error) {
      if (error instanceof VoiceError) this.over.set(id, error);
      throw error;
    }
  }

  private async addFrames(
    incoming: IncomingTransmission,
    { body, transmissionId }: TransmissionPart,
    nowMs: number,
  ): Promise<void> {
    const { refusals, observer } = this.options;
    const { opened, refusedAs } = await this.openFrames(incoming, body, nowMs);
    refusals.pass(opened.length, nowMs);
    for (const code of refusedAs) refusals.refuse(code, transmissionId, nowMs);
    if (opened.length === 0) return;
    const { from } = incoming.source;
    const { received } = incoming;
    observer.transmissionProgressed({ from, transmissionId, received, frames: opened });
  }

  private async openFrames(
    incoming: IncomingTransmission,
    body: Bytes,
    nowMs: number,
  ): ReturnType<IncomingTransmission['open']> {
    try {
      return await incoming.open(unpackFrames(body), nowMs);
    } catch (error) {
      const isFull = error instanceof VoiceError && error.code === ErrorCode.Busy;
      if (isFull) this.cutOne(transmissionIdText(incoming.source.header), incoming);
      throw error;
    }
  }

  /** A header may come again after its key: then the talker has sent it to us alone. */
  private mayBegin(id: string): boolean {
    const why = this.over.get(id);
    if (why === undefined) return true;
    return why instanceof VoiceError && why.code === ErrorCode.SenderKeyMissing;
  }

  /** Handles a part without a running transmission. */
  private dropUnknown(id: string): void {
    const why = this.over.get(id);
    if (why instanceof VoiceError) throw why;
    if (why === 'cut' || this.isMissed(id)) return;
    if (this.options.isOfAnother(id)) throw SealedRoomError.attribution({});
    throw SealedRoomError.transmission('a part of a transmission that is over, or has not begun');
  }

  private isMissed(id: string): boolean {
    const { wasHereBefore } = this.options;
    if (!wasHereBefore || this.over.has(id)) return false;
    if (this.missed.size < MAX_RUNNING) this.missed.add(id);
    return this.missed.has(id);
  }

  private cutOne(id: string, incoming: IncomingTransmission): void {
    this.finish(id, 'cut');
    this.options.observer.transmissionEnded(incoming.cut());
  }

  private finish(id: string, why: 'ended' | 'cut'): void {
    this.running.delete(id);
    this.over.set(id, why);
  }

  private tellEnd(incoming: IncomingTransmission, ended: EndedTransmission): void {
    const { observer } = this.options;
    const { source, receivedText: text } = incoming;
    if (text !== null && ended.complete) observer.textReceived({ ...source, text });
    else observer.transmissionEnded(ended);
  }
}
