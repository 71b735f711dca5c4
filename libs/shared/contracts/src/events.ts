import type { ErrorCode } from '@sealwave/kernel';
import type { Moderate, RoomLink, RoomMember, RoomPresence, Talking } from './room';
import type {
  AudioCancelled,
  AudioPart,
  AudioPartReceived,
  AudioProgress,
  CancelAudio,
} from './sending';

/** Names a voice server; without both, the first one that the gateway is configured for. */
export interface ConnectToServer {
  readonly host?: string;
  /** TCP port, 1 to 65535. */
  readonly port?: number;
  /** Of the room's link; the lobby without it. */
  readonly room?: RoomLink;
  /** What this person is called: 1 to 40 characters. */
  readonly name?: string;
}

/**
 * How sure the gateway is of the voice server: it did not prove who it is, it proved that for the first
 * time, or it is the one that was pinned or met before.
 */
export type ServerTrustState = 'unauthenticated' | 'first-contact' | 'pinned';

/** What protects the way between the gateway and the voice server. */
export interface ServerSecurity {
  readonly state: ServerTrustState;
  /** What people compare: `svc1:` and 43 characters. Null when the server did not prove who it is. */
  readonly fingerprint: string | null;
}

/** The voice server that a browser is connected to, as the browser named it. */
export interface ServerConnected {
  readonly host: string;
  readonly port: number;
  /** A gateway of an earlier version does not say. */
  readonly security?: ServerSecurity;
  readonly room?: RoomPresence;
}

/** A recording on its way to everybody else. */
export interface SendAudio {
  /**
   * WebM/Opus, Ogg/Opus or WAV, recognised by content; as bytes, or as Base64 (RFC 4648, 4). Without it,
   * what was uploaded in parts under `id`.
   */
  readonly audio?: string | Uint8Array;
  /**
   * 32 lower-case hexadecimal digits that the recording is to travel under; without them the gateway
   * chooses. A page that sends again because an answer was lost uses the same, so that nobody hears it twice.
   */
  readonly id?: string;
  /** True when `audio` is sealed by the sender: it is delivered unchanged and never looked into. */
  readonly encrypted?: boolean;
  /** How to code it; without it, as the gateway is set. */
  readonly coder?: CoderName;
}

/** A way to code voice at 64 kbit/s: `nlp64` with little loss, `pcm8` as plain 8-bit PCM. */
export type CoderName = 'nlp64' | 'pcm8';

/**
 * How a recording was coded. `none`: it is sealed, and nobody on the way looked into it. `unknown`: its
 * sender did not say, because it speaks the base protocol only.
 */
export type Codec = CoderName | 'none' | 'unknown';

/** What the figure in `snrDb` says; the last three go with `snrDb: null`. */
export type SnrKind = 'measured' | 'lossless' | 'silence' | 'unknown';

/** A signal-to-noise ratio, or why there is no figure: all was kept, or there was no signal. */
export interface SnrFigure {
  readonly kind: Exclude<SnrKind, 'unknown'>;
  /** In dB; null unless measured. */
  readonly db: number | null;
}

/** Frames of 20 ms of a kind, and how many of them reach 40 dB. */
export interface FrameCount {
  readonly frames: number;
  readonly passing: number;
}

/**
 * What coding took from a recording: the coded against the 8 kHz, 16-bit signal. Measured by the sender's
 * gateway on the bits that it sent; it travels with the message, so that all receivers have the same.
 */
export interface QualityReport {
  readonly snr: SnrFigure;
  /** What plain 8-bit PCM would have reached on the same signal. */
  readonly pcm8Snr: SnrFigure;
  /** Of the frames that are not silent. */
  readonly lowestFrameSnr: SnrFigure;
  /** One of a hundred such frames has at most this. */
  readonly firstPercentileFrameSnr: SnrFigure;
  /** Frames that are not silent. */
  readonly nonSilent: FrameCount;
  /** Frames that are loud enough to be speech. */
  readonly active: FrameCount;
  /** Bits of all frames divided by the time that they play. */
  readonly bitrateBps: number;
  readonly codedBytes: number;
  readonly sampleCount: number;
  /** Level of the whole; null for silence. */
  readonly rmsDbfs: number | null;
  /** Samples at either end of the range, where the recording was perhaps too loud. */
  readonly clippedSamples: number;
}

/** What became of a recording that was sent. */
export interface AudioSent {
  /** Identifies the recording at the sender and at every receiver: 32 hexadecimal digits. */
  readonly id: string;
  readonly codec: Codec;
  /** Signal-to-noise ratio of the coded against the 8 kHz signal, in dB. */
  readonly snrDb: number | null;
  readonly snrKind: SnrKind;
  /** At least 40 dB, silence or lossless; null when nothing was measured. */
  readonly meetsSnr: boolean | null;
  /** Coded bits divided by duration; null for a sealed recording, as is the duration. */
  readonly bitrateBps: number | null;
  readonly durationMs: number | null;
  /** Bytes that the browser sent, and bytes of coded audio made of them. */
  readonly originalBytes: number;
  readonly compressedBytes: number;
  /** (1 - compressed / original) x 100, in percent; negative when coding made it larger. */
  readonly compressionRatio: number;
  readonly encrypted: boolean;
  /** To how many it was relayed; null when the voice server does not say. */
  readonly recipients?: number | null;
  /** Null for a sealed recording. */
  readonly quality: QualityReport | null;
}

/** `wav` plays as it is; `opaque` is whatever the sender sealed. */
export type AudioFormat = 'wav' | 'opaque';

/** A recording that somebody else sent, and whose integrity checks succeeded. */
export interface AudioReceived {
  readonly id: string;
  /** Base64, or bytes for a client that connected with `auth: { audio: 'binary' }`. */
  readonly audio: string | Uint8Array;
  readonly format: AudioFormat;
  /** Always true: what fails its checks is counted and not delivered. */
  readonly verified: true;
  readonly encrypted: boolean;
  readonly durationMs: number | null;
  readonly codec: Codec;
  /** Who sent it, as the voice server says; null when it does not. */
  readonly sender?: RoomMember | null;
  /** As its sender received it in `audio_sent`; null when the codec is `none` or `unknown`. */
  readonly quality: QualityReport | null;
}

/** Why a request was not carried out, in words for a person and with a code for a program. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}

/** The voice server, or the way to it, is gone. */
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

/** Messages for this browser that failed their checks at the gateway and were not delivered. */
export interface AudioRejected {
  /** Since the browser connected. */
  readonly count: number;
  /** Why the latest of them was refused. */
  readonly code: ErrorCode;
}

/** Answers `moderate`: it was passed on; `room_changed` says what came of it. */
export type Moderated = Readonly<Record<never, never>>;

/** Answers `round_trip`; that it comes is all that it says. */
export type RoundTrip = Readonly<Record<never, never>>;

/** Answer to an event that carried a Socket.IO acknowledgement: the payload of the answering event. */
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
}

/** What a browser states when it connects. */
export interface ConnectionOptions {
  /** How `audio_received` carries audio; `base64` without it. */
  readonly audio?: 'base64' | 'binary';
}

/** Whether an acknowledgement refused; narrows the answer. */
export function isFailure<T extends object>(answer: T | Failure): answer is Failure {
  return 'code' in answer && 'message' in answer;
}
