import { type Bytes, ErrorCode } from '@sealwave/kernel';
import { type Capabilities, CAPABILITY_NAMES, capabilitiesOf } from '@sealwave/message';
import { joinProof } from '@sealwave/node/hop';
import {
  LOBBY,
  openingKeys,
  provingKey,
  type RoomCredential,
  type Roster,
  rosterOf,
} from '@sealwave/room';
import type { RoomRecord } from '@sealwave/room/record';
import { ConnectionError } from '@sealwave/node/connection';

/** The room that a client wants to join, and as whom. */
export interface JoinRequest {
  /** What the link of a room says; the lobby without it. */
  readonly room?: RoomCredential;
  /** What its person is called. */
  readonly name?: string;
  /** Of a gateway: tells this person from the others there. */
  readonly visitor?: string;
}

/** The server's answer to a request to enter. */
export type JoinAnswer = Extract<RoomRecord, { t: 'joined' | 'error' }>;

/** What a client knows after it was admitted. */
export interface Joined {
  readonly roster: Roster;
  /** What the server supports. */
  readonly capabilities: Capabilities;
}

/**
 * Requests to enter a room, and creates it if it does not exist.
 * @param ask sends a record, and resolves with the server's answer.
 * @param exporter 32 bytes of the hop, which bind a proof to this connection.
 * @throws ConnectionError when the server does not admit the client.
 */
export async function joinRoom(
  { room, name, visitor }: JoinRequest,
  exporter: Uint8Array,
  ask: (record: RoomRecord) => Promise<JoinAnswer>,
): Promise<Joined> {
  const about = {
    ...{ room: room?.id ?? LOBBY, caps: CAPABILITY_NAMES },
    ...(name && { name }),
    ...(visitor && { visitor }),
  };
  const proof = room && proofOf(room, exporter);
  let answer = await ask({ t: 'join', ...about, ...proof });
  const isDenied = answer.t === 'error' && answer.code === ErrorCode.JoinDenied;
  const keys = room && openingKeys(room);
  if (isDenied && keys) answer = await ask({ t: 'create', ...about, ...keys });
  if (answer.t === 'error') throw ConnectionError.told(answer.code);
  return { roster: rosterOf(answer), capabilities: capabilitiesOf(answer.caps) };
}

/** Proves the credential on this connection. */
function proofOf(room: RoomCredential, exporter: Uint8Array): { proof: Bytes; claims?: string } {
  const proof = joinProof(provingKey(room), exporter);
  return 'access' in room ? { proof } : { claims: room.claims, proof };
}
