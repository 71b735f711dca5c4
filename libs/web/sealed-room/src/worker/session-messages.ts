import type { CoderName, QualityReport } from '@sealwave/contracts';
import type { SecurityState, StoredSigningKey, RememberedPerson } from '@sealwave/e2ee/keys';
import type {
  Audience,
  EndedTransmission,
  OrderRequest,
  Person,
  ReceivedRecord,
  Refusal,
  RoomEntry,
  RosterNotice,
} from '@sealwave/e2ee/session';
import type { Bytes, ErrorCode } from '@sealwave/kernel';
import type { LinkToShare, RoomLink } from '../links/room-link';

/** What a worker needs to be somebody in a room. */
export interface RoomVisit {
  readonly id: string;
  /** What follows the `#` of its link: a secret. */
  readonly fragment: string;
  readonly identity: StoredSigningKey;
  /** Null for no name. */
  readonly name: string | null;
  readonly people: readonly RememberedPerson[];
}

/** What the server says, in the order in which it came. No answer comes. */
export type SessionInput =
  | { readonly kind: 'enter'; readonly entry: RoomEntry }
  | { readonly kind: 'lost' }
  | { readonly kind: 'notice'; readonly notice: RosterNotice }
  | { readonly kind: 'record'; readonly record: ReceivedRecord }
  | { readonly kind: 'part'; readonly n: number; readonly part: Bytes }
  | { readonly kind: 'rename'; readonly name: string | null };

/** A recording before it is coded. */
export interface RawRecording {
  /** One channel, nominally -1 to +1. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** In Hz. */
  readonly samplingRate: number;
  readonly coder: CoderName;
  /** When it was recorded, in milliseconds since 1970. */
  readonly startedMs: number;
}

/** A recording that everybody who could hear it has been sent. */
export interface SentRecording {
  /** Id of the transmission: 32 hexadecimal digits. */
  readonly id: string;
  readonly audience: Audience;
  readonly quality: QualityReport;
  /** Whether the sender's report meets the requirement. */
  readonly meetsSnr: boolean;
  readonly durationMs: number;
}

/** Something that the page asks for, with an answer. */
export type SessionJob =
  | { readonly kind: 'make' }
  | { readonly kind: 'parse'; readonly link: LinkToShare['link'] }
  | { readonly kind: 'share'; readonly sharing: LinkToShare }
  | { readonly kind: 'open'; readonly visit: RoomVisit }
  | { readonly kind: 'send'; readonly recording: RawRecording }
  | { readonly kind: 'order'; readonly order: OrderRequest }
  | { readonly kind: 'verify' | 'accept'; readonly identity: Bytes }
  /** The safety code with the person of this identity, or that of the room. */
  | { readonly kind: 'code'; readonly identity: Bytes | null };

/** The answer to each kind of job. */
export interface JobResults {
  readonly make: RoomLink;
  readonly parse: RoomLink;
  readonly share: string;
  readonly open: null;
  readonly send: SentRecording;
  readonly order: boolean;
  /** Whom to remember; null where nothing is known of that member. */
  readonly verify: RememberedPerson | null;
  readonly accept: RememberedPerson | null;
  readonly code: string | null;
}

/** The answer to one job. */
export type JobResult<Job extends SessionJob> = JobResults[Job['kind']];

/** How far a recording is; `done` is the share, 0 to 1. */
export interface SendingProgress {
  readonly phase: 'coding' | 'uploading';
  readonly done: number;
}

/** Something to send through the gateway. */
export type Dispatch =
  | { readonly kind: 'announce' | 'order'; readonly data: Bytes }
  | { readonly kind: 'direct'; readonly n: number; readonly data: Bytes }
  | {
      readonly kind: 'prove';
      readonly point: Bytes;
      readonly signature: Bytes;
      readonly tokenKey: Bytes;
    }
  | { readonly kind: 'part'; readonly part: Bytes };

/** A recording from somebody else, opened, checked and decoded. */
export interface ReceivedRecording {
  /** Id of the transmission: 32 hexadecimal digits. */
  readonly id: string;
  readonly from: number;
  readonly name: string | null;
  /** Public key that signed it: 65 bytes. */
  readonly identity: Bytes;
  /** Whether it must not be played before the person answers that its sender has changed. */
  readonly unverified: boolean;
  readonly clockDiffers: boolean;
  readonly coder: CoderName;
  /** A RIFF/WAVE file of what came. */
  readonly wav: Bytes;
  readonly durationMs: number;
  /** The sender's report; null where none came. */
  readonly quality: QualityReport | null;
  readonly complete: boolean;
  /** How many frames of 20 ms are missing; null where nobody knows. */
  readonly missing: number | null;
  readonly reason: EndedTransmission['reason'];
}

/** What a worker tells unasked. */
export type SessionEvent =
  | { readonly kind: 'people'; readonly people: readonly Person[]; readonly state: SecurityState }
  | { readonly kind: 'received'; readonly recording: ReceivedRecording }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** A moderator has changed the link of the room. */
  | { readonly kind: 'moved'; readonly id: string; readonly fragment: string }
  /** Something of ours could not be done; the session goes on. */
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };

/** From the page to its worker. */
export type ToWorker =
  | { readonly kind: 'input'; readonly input: SessionInput }
  | { readonly kind: 'job'; readonly id: number; readonly job: SessionJob }
  | { readonly kind: 'cancel'; readonly id: number }
  /** The gateway has accepted a dispatch, or it failed. */
  | { readonly kind: 'settled'; readonly id: number; readonly failure: Failure | null };

/** From a worker to its page. */
export type FromWorker =
  | { readonly kind: 'event'; readonly event: SessionEvent }
  | { readonly kind: 'dispatch'; readonly id: number; readonly dispatch: Dispatch }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: SendingProgress }
  | { readonly kind: 'done'; readonly id: number; readonly result: JobResults[SessionJob['kind']] }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure };

/** An error on its way between page and worker, which take no classes along. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}

/** One end of the channel between the page and its worker, such as a `Worker` or a `MessagePort`. */
export interface SessionPort {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<never>) => void): void;
}
