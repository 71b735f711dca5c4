/**
 * From a browser in a sealed room: a record for other members (docs/protocol.md, sections 9.11 and 10). No
 * server can read it. Bytes are base64url.
 */
export type SendSealedRecord =
  | { readonly t: 'announce' | 'order'; readonly data: string }
  /** For member `n` alone. */
  | { readonly t: 'direct'; readonly n: number; readonly data: string }
  /** For the voice server: the proof that this browser's person is a moderator. */
  | {
      readonly t: 'prove';
      readonly point: string;
      readonly signature: string;
      readonly tokenKey: string;
    };

/** To a browser in a sealed room: a record that member `n` sent. */
export interface SealedRecordReceived {
  readonly t: 'announce' | 'direct' | 'order';
  readonly n: number;
  /** Sealed bytes, base64url. */
  readonly data: string;
}

/** From a browser in a sealed room: a part of a transmission, at most 16 KiB. */
export interface SendSealedPart {
  readonly part: Uint8Array;
}

/** To a browser in a sealed room: a part of a transmission of member `n`. */
export interface SealedPartReceived extends SendSealedPart {
  readonly n: number;
}

/** Acknowledges something from a browser in a sealed room: the voice server has it. */
export type SealedAccepted = Readonly<Record<never, never>>;

/** The end of a transmission was relayed to `recipients` other members. */
export interface SealedSent {
  /** Id of the transmission: 32 lower-case hexadecimal digits. */
  readonly id: string;
  readonly recipients: number;
}
