import { computed, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { GATEWAY_LIMITS } from '@sealwave/contracts';
import { isSealedRecording, readSealedRecording } from '@sealwave/e2ee';
import { type Bytes, equalConstantTime, reportDefect, runInBackground } from '@sealwave/kernel';
import { GatewayClient, type Place, type ReceivedMessage } from '@sealwave/web/gateway-client';
import { SealedRooms, type TransmissionProof } from '@sealwave/web/sealed-room';
import type { InboxMessage, MessageContent } from './message/inbox-message';
import { InboxStore } from './inbox-store';
import { SoundReader } from './playback/sound-reader';
import { type UnlockProblem, unlockProblemOf } from './unlock/unlock-problem';
import { Unlocking } from './unlock/unlocking.service';

/** The result of opening a file. */
export type FileOutcome = 'added' | 'already-here' | 'not-sealed' | 'too-large' | 'unreadable';

/** The messages that arrived since the page was opened, each in the place where it was sent. */
@Injectable({ providedIn: 'root' })
export class InboxService {
  private readonly store = inject(InboxStore);
  private readonly unlocking = inject(Unlocking);
  private readonly sound = inject(SoundReader);
  private readonly gateway = inject(GatewayClient);
  private filesOpened = 0;

  private readonly _arrival = signal<InboxMessage | null>(null);

  /** Where this page is or is going. */
  readonly place = this.gateway.place;

  /** The messages of this place, newest first. */
  readonly messages = computed(() => this.store.messages().filter(isIn(this.place())));

  /** The message that arrived last, in its state at that time. */
  readonly arrival = this._arrival.asReadonly();

  /** How many messages of this place the last removal took. They can be restored. */
  readonly removedCount = computed(() => this.store.removed().filter(isIn(this.place())).length);

  /** How many messages were dropped to make room. */
  readonly displacedCount = this.store.displacedCount;
  readonly unheardCount = computed(() => this.messages().filter(({ heard }) => !heard).length);

  /** How many messages, in all places, nobody has heard or saved yet. Closing the page would lose them. */
  readonly losableCount = computed(
    () => this.store.messages().filter(({ heard, origin }) => !heard && origin === 'server').length,
  );

  /** How many messages failed their checks. Nothing of them was played. */
  readonly rejectedCount = computed(
    () => this.gateway.rejectedCount() + this.store.rejectedCount(),
  );

  constructor() {
    this.gateway.messages.pipe(takeUntilDestroyed()).subscribe((message) => this.keep(message));
    inject(SealedRooms)
      .messages.pipe(takeUntilDestroyed())
      .subscribe(({ proof, ...message }) => this.keep(message, proof));
  }

  /** Records that a person started to listen to the message. */
  markHeard(id: string): void {
    this.store.change(id, (message) => ({ ...message, heard: true }));
  }

  /** Removes one message. */
  remove(id: string): void {
    this.store.remove((message) => message.id === id);
  }

  /** Removes all messages of this place. */
  clear(): void {
    const shown = this.messages();
    this.store.remove((message) => shown.includes(message));
  }

  /** Restores the messages of the last removal. */
  undoRemoval(): void {
    this.store.undo();
  }

  /** Makes the last removal final, and so frees its memory. */
  confirmRemoval(): void {
    this.store.forget();
  }

  /** Tries a pasted code or link. If it fails, the message shows the problem. */
  unlock(id: string, codeOrLink: string): Promise<void> {
    return this.unlocking.unlock(id, codeOrLink);
  }

  /** Adds a sealed recording from a file to the inbox. */
  async openFile(file: Blob): Promise<FileOutcome> {
    if (file.size > GATEWAY_LIMITS.maxPacketBytes) return 'too-large';
    const bytes = await bytesOf(file);
    if (bytes === undefined) return 'unreadable';
    if (!isSealedRecording(bytes)) return 'not-sealed';
    if (this.messages().some((message) => holds(message, bytes))) return 'already-here';
    const sort = { format: 'wav', encrypted: true, codec: 'none', quality: null } as const;
    const place = this.place();
    this.add(bytes, { ...sort, id: `file-${++this.filesOpened}`, origin: 'file', place });
    return 'added';
  }

  private keep({ audio, verified, ...message }: ReceivedMessage, signed?: TransmissionProof): void {
    if (!verified) {
      this.store.countRejected();
      return;
    }
    if (this.store.find(message.id) !== undefined) return;
    this.add(audio, { ...message, origin: 'server', ...(signed && { signed }) });
    this._arrival.set(this.store.find(message.id) ?? null);
  }

  private add(bytes: Bytes, arrival: Arrival): void {
    const { id, origin, place, codec, quality, sender, signed } = arrival;
    const known = { ...(sender && { sender }), ...(signed && { signed }) };
    const common = { id, origin, place, codec, quality, size: bytes.length, ...known };
    const content = this.contentOf(bytes, arrival);
    this.store.add({ ...common, content, receivedAt: new Date(), heard: false });
    if (content.kind === 'locked') {
      runInBackground(() => this.unlocking.tryKeyring(id), reportDefect);
    }
  }

  private contentOf(bytes: Bytes, arrival: Arrival): MessageContent {
    const sort = classifyMessage(bytes, arrival);
    const type = sort.kind === 'foreign' ? 'application/octet-stream' : 'audio/wav';
    const blob = new Blob([bytes], { type });
    const url = this.store.address(blob);
    if (sort.kind === 'foreign') return { kind: 'foreign', url };
    if (sort.kind === 'locked') {
      if (sort.problem === 'damaged') this.store.countRejected();
      const sealed = { bytes, url };
      return { kind: 'locked', sealed, unlocking: false, problem: sort.problem };
    }
    runInBackground(() => this.picture(arrival.id, blob), reportDefect);
    const { durationMs = null } = arrival;
    const voice = { url, size: bytes.length, extension: 'wav', durationMs, peaks: null };
    return { kind: 'plain', voice };
  }

  /** Adds duration and picture after decoding. The message can be played before that. */
  private async picture(id: string, blob: Blob): Promise<void> {
    const { durationMs, peaks } = await this.sound.read(blob);
    this.store.change(id, (message) => {
      if (message.content.kind !== 'plain') return message;
      const { voice } = message.content;
      const known = { peaks, durationMs: voice.durationMs ?? durationMs };
      return { ...message, content: { kind: 'plain', voice: { ...voice, ...known } } };
    });
  }
}

/** What is known about bytes when they arrive. */
type Arrival = Pick<InboxMessage, 'id' | 'origin' | 'place' | 'codec' | 'quality' | 'signed'> &
  Pick<ReceivedMessage, 'sender'> &
  Pick<ReceivedMessage, 'format' | 'encrypted'> &
  Partial<Pick<ReceivedMessage, 'durationMs'>>;

/** Reads a file; `undefined` if it is gone, or is a folder. */
async function bytesOf(file: Blob): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return undefined;
  }
}

function isIn(place: Place | null): (message: InboxMessage) => boolean {
  return (message) => message.place === place;
}

function holds({ content }: InboxMessage, file: Bytes): boolean {
  return 'sealed' in content && equalConstantTime(content.sealed.bytes, file);
}

/** How to treat a message. Its bytes count more than its labels. */
type MessageClass =
  | { readonly kind: 'plain' | 'foreign' }
  /** `problem` is set when no code can ever unlock it. */
  | { readonly kind: 'locked'; readonly problem: UnlockProblem | null };

/**
 * Separates messages that play as they are from sealed ones. Sealed bytes arrive as a WAVE file, which would
 * play as loud noise. So a message never counts as plain if it looks sealed or its sender declares it sealed.
 * @param encrypted the sender's declaration.
 */
function classifyMessage(
  audio: Bytes,
  { format, encrypted }: { readonly format: 'wav' | 'opaque'; readonly encrypted: boolean },
): MessageClass {
  if (isSealedRecording(audio)) return { kind: 'locked', problem: problemAtSight(audio) };
  return { kind: format === 'wav' && !encrypted ? 'plain' : 'foreign' };
}

function problemAtSight(file: Bytes): UnlockProblem | null {
  try {
    const { mode, data } = readSealedRecording(file);
    if (data.length === 0) return 'damaged';
    return mode === 'code' ? null : 'unsupported';
  } catch (error) {
    return unlockProblemOf(error);
  }
}
