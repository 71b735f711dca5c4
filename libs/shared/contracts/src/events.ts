import type { ErrorCode } from '@sealwave/kernel';
import type { RoomCredential } from '@sealwave/room';
import type { Moderate, RoomMember, RoomPresence, Talking } from './room';
import type {
  SealedAccepted,
  SealedPartReceived,
  SealedRecordReceived,
  SealedSent,
  SendSealedPart,
  SendSealedRecord,
} from './sealed';
import type {
  AudioCancelled,
  AudioPart,
  AudioPartReceived,
  AudioProgress,
  CancelAudio,
} from './sending';

/**
 * Which voice server and room to enter. Without `host` and `port`, the gateway takes the first server of its
 * settings.
 */
export interface ConnectToServer {
  readonly host?: string;
  /** TCP port, 1 to 65535. */
  readonly port?: number;
  /** The credential for the room; absent for the lobby. */
  readonly room?: RoomCredential;
  /** The person's display name: 1 to 40 characters. */
  readonly name?: string;
}

/**
 * How far the gateway trusts the voice server. `unauthenticated`: the server proved no identity.
 * `first-contact`: it proved one for the first time. `pinned`: it proved the identity that was pinned or seen
 * before.
 */
export type ServerTrustState = 'unauthenticated' | 'first-contact' | 'pinned';

/** How the connection between the gateway and the voice server is protected. */
export interface ServerSecurity {
  readonly state: ServerTrustState;
  /**
   * The server's fingerprint for people to compare: `svc1:` and 43 characters. Null when the server proved no
   * identity.
   */
  readonly fingerprint: string | null;
}

/** The voice server that a browser is connected to, as the browser named it. */
export interface ServerConnected {
  readonly host: string;
  readonly port: number;
  /** Absent from a gateway of an earlier version. */
  readonly security?: ServerSecurity;
  readonly room?: RoomPresence;
  /**
   * In a sealed room: 32 bytes, base64url, different for each connection to the voice server. A moderator signs
   * them.
   */
  readonly exporter?: string;
}

/** A recording for everybody else in the room. */
export interface SendAudio {
  /**
   * WebM/Opus, Ogg/Opus or WAV, recognised by content. It is bytes, or Base64 (RFC 4648, 4). When absent, the
   * gateway sends what was uploaded in parts under `id`.
   */
  readonly audio?: string | Uint8Array;
  /**
   * Id of the message, 32 lower-case hexadecimal digits. The gateway chooses one if absent. A page MUST use the
   * same id when it repeats a recording after a lost answer. So nobody hears it twice.
   */
  readonly id?: string;
  /** True when the sender sealed `audio`: the gateway delivers it unchanged and does not decode it. */
  readonly encrypted?: boolean;
  /** Which coder to use; the gateway's default if absent. */
  readonly coder?: CoderName;
}

/** A coder of voice at 64 kbit/s: `nlp64` loses little, `pcm8` is plain 8-bit PCM. */
export type CoderName = 'nlp64' | 'pcm8';

/**
 * How a recording was coded. `none`: it is sealed, so no server can tell. `unknown`: its sender used the base
 * protocol, which does not say.
 */
export type Codec = CoderName | 'none' | 'unknown';

/** What `snrDb` means. Only `measured` has a figure; otherwise `snrDb` is null for the named reason. */
export type SnrKind = 'measured' | 'lossless' | 'silence' | 'unknown';

/** A signal-to-noise ratio. Without a figure, `kind` says why: coding lost nothing, or there was no signal. */
export interface SnrFigure {
  readonly kind: Exclude<SnrKind, 'unknown'>;
  /** In dB; null unless `kind` is `measured`. */
  readonly db: number | null;
}

/** The frames of 20 ms of one kind, and how many of them reach 40 dB. */
export interface FrameCount {
  readonly frames: number;
  readonly passing: number;
}

/**
 * How coding changed a recording. It compares the coded signal with the 8 kHz, 16-bit signal. The sender's
 * gateway measures the very bits that it sends. The report travels with the message, so all receivers get the
 * same one.
 */
export interface QualityReport {
  readonly snr: SnrFigure;
  /** SNR that plain 8-bit PCM would have reached on the same signal. */
  readonly pcm8Snr: SnrFigure;
  /** Lowest SNR of a frame that is not silent. */
  readonly lowestFrameSnr: SnrFigure;
  /** 1st percentile of the SNR of frames that are not silent. */
  readonly firstPercentileFrameSnr: SnrFigure;
  /** Frames that are not silent. */
  readonly nonSilent: FrameCount;
  /** Frames loud enough to be speech. */
  readonly active: FrameCount;
  /** Bits of all frames divided by their playing time, in bit/s. */
  readonly bitrateBps: number;
  readonly codedBytes: number;
  readonly sampleCount: number;
  /** RMS level of the whole recording, in dBFS; null for silence. */
  readonly rmsDbfs: number | null;
  /** Samples at either end of the 16-bit range. They suggest that the recording was too loud. */
  readonly clippedSamples: number;
}

/** The result of sending a recording. */
export interface AudioSent {
  /** Identifies the recording at the sender and at every receiver: 32 hexadecimal digits. */
  readonly id: string;
  readonly codec: Codec;
  /** Signal-to-noise ratio in dB of the coded signal against the 8 kHz signal; null unless measured. */
  readonly snrDb: number | null;
  readonly snrKind: SnrKind;
  /** Whether the recording reached 40 dB, was lossless or silent; null when nothing was measured. */
  readonly meetsSnr: boolean | null;
  /** Coded bits divided by duration, in bit/s; null for a sealed recording. */
  readonly bitrateBps: number | null;
  readonly durationMs: number | null;
  /** Bytes that the browser sent, and bytes of coded audio made from them. */
  readonly originalBytes: number;
  readonly compressedBytes: number;
  /** (1 - compressed / original) x 100, in percent; negative when coding made it larger. */
  readonly compressionRatio: number;
  readonly encrypted: boolean;
  /** How many clients it was relayed to; null when the voice server does not say. */
  readonly recipients?: number | null;
  /** Null for a sealed recording. */
  readonly quality: QualityReport | null;
}

/** `wav` plays as it is; `opaque` is sealed by the sender. */
export type AudioFormat = 'wav' | 'opaque';

/** A recording from another client. It has passed its integrity checks. */
export interface AudioReceived {
  readonly id: string;
  /** Base64, or bytes for a client that connected with `auth: { audio: 'binary' }`. */
  readonly audio: string | Uint8Array;
  readonly format: AudioFormat;
  /** Always true: the gateway counts a message that fails its checks, and does not deliver it. */
  readonly verified: true;
  readonly encrypted: boolean;
  readonly durationMs: number | null;
  readonly codec: Codec;
  /** The sender, as the voice server reports it; null when the server reports none. */
  readonly sender?: RoomMember | null;
  /** The same report as in the sender's `audio_sent`; null when the codec is `none` or `unknown`. */
  readonly quality: QualityReport | null;
}

/** Why a request failed: a text for a person, and a code for a program. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}

/** The connection to the voice server has ended. */
export interface Disconnected {
  readonly reason: 'requested' | 'connection_lost';
}

/** The gateway will try to reach the voice server again. */
export interface ServerReconnecting {
  /** 1 for the first attempt after the connection was lost. */
  readonly attempt: number;
  /** Milliseconds until that attempt. */
  readonly delayMs: number;
}

/** Counts messages for this browser that failed their checks at the gateway and were not delivered. */
export interface AudioRejected {
  /** Number of messages since the browser connected. */
  readonly count: number;
  /** Why the latest one was refused. */
  readonly code: ErrorCode;
}

/** Acknowledges `moderate`: the gateway passed it on. `room_changed` reports its effect. */
export type Moderated = Readonly<Record<never, never>>;

/** Acknowledges `round_trip`. The answer carries no data; the page measures the time. */
export type RoundTrip = Readonly<Record<never, never>>;

/**
 * The acknowledgement callback of Socket.IO. It receives the payload of the answering event, or the failure.
 */
export type Acknowledge<T> = (answer: T | Failure) => void;

/** Browser to gateway. The names are wire format: never rename, only add. */
export interface ClientToServer {
  connect_to_server(request: ConnectToServer, acknowledge?: Acknowledge<ServerConnected>): void;
  send_audio(recording: SendAudio, acknowledge?: Acknowledge<AudioSent>): void;
  disconnect_from_server(acknowledge?: Acknowledge<Disconnected>): void;
  audio_part(part: AudioPart, acknowledge?: Acknowledge<AudioPartReceived>): void;
  cancel_audio(request: CancelAudio, acknowledge?: Acknowledge<AudioCancelled>): void;
  round_trip(acknowledge?: Acknowledge<RoundTrip>): void;
  talking(talking: Talking): void;
  moderate(wish: Moderate, acknowledge?: Acknowledge<Moderated>): void;
  sealed_record(record: SendSealedRecord, acknowledge?: Acknowledge<SealedAccepted>): void;
  sealed_part(part: SendSealedPart, acknowledge?: Acknowledge<SealedAccepted>): void;
}

/** Gateway to browser. The names are wire format: never rename, only add. */
export interface ServerToClient {
  server_connected(server: ServerConnected): void;
  server_error(failure: Failure): void;
  server_reconnecting(attempt: ServerReconnecting): void;
  disconnected(end: Disconnected): void;
  audio_sent(metrics: AudioSent): void;
  audio_error(failure: Failure): void;
  audio_received(message: AudioReceived): void;
  audio_progress(progress: AudioProgress): void;
  audio_rejected(rejected: AudioRejected): void;
  room_changed(room: RoomPresence): void;
  sealed_record(record: SealedRecordReceived): void;
  sealed_part(part: SealedPartReceived): void;
  sealed_sent(sent: SealedSent): void;
}

/** What a browser states when it connects, in Socket.IO's `auth`. */
export interface ConnectionOptions {
  /** How `audio_received` carries audio; `base64` without it. */
  readonly audio?: 'base64' | 'binary';
}

/** Whether the answer to an event is a failure. Narrows the type of the answer. */
export function isFailure<T extends object>(answer: T | Failure): answer is Failure {
  return 'code' in answer && 'message' in answer;
}
