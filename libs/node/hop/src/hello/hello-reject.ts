import { type Bytes, concat, ErrorCode } from '@sealwave/kernel';
import { ByteReader } from './byte-reader';
import { HelloKind } from './client-hello';
import { HandshakeError } from '../handshake/session-error';

/** Why a server refuses a hello. The reason is not authenticated: it is only a hint for people. */
export const RejectReason = {
  Version: 1,
  Suite: 2,
  Malformed: 3,
  Busy: 4,
  Banned: 5,
} as const;

/** One of the reasons above. */
export type RejectReason = (typeof RejectReason)[keyof typeof RejectReason];

const WORDS: Readonly<Record<RejectReason, string>> = {
  [RejectReason.Version]: 'another version is needed',
  [RejectReason.Suite]: 'no suite in common',
  [RejectReason.Malformed]: 'the hello is malformed',
  [RejectReason.Busy]: 'too many handshakes are under way',
  [RejectReason.Banned]: 'not welcome',
};

/** Encodes the body of an `H` that refuses: `| 7f | reason: u8 | length: u8 | text in UTF-8 |`. */
export function encodeReject(reason: RejectReason): Bytes {
  const text = new TextEncoder().encode(WORDS[reason]);
  return concat(Uint8Array.of(HelloKind.Reject, reason, text.length), text);
}

/**
 * Reads the reason of a refusal. Its text is ignored. Any attacker on the line could have written it, and
 * people would take it for ours.
 * @throws HandshakeError when it has another form.
 */
export function parseReject(body: Uint8Array): number {
  const reader = new ByteReader(body);
  reader.expect(HelloKind.Reject);
  const reason = reader.u8();
  reader.readBytes(reader.u8());
  reader.end();
  return reason;
}

/** Whether the body of an `H` is a refusal. */
export function isReject(body: Uint8Array): boolean {
  return body[0] === HelloKind.Reject;
}

/** The reason to send to a client when its hello fails with `error`. */
export function reasonOf(error: unknown): RejectReason {
  if (!(error instanceof HandshakeError)) return RejectReason.Malformed;
  if (error.code === ErrorCode.Busy) return RejectReason.Busy;
  if (error.code !== ErrorCode.HopUnsupported) return RejectReason.Malformed;
  return 'version' in error.detail ? RejectReason.Version : RejectReason.Suite;
}
