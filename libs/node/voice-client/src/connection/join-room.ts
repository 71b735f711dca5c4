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
import type { JoinRequest } from './join-request';

/** What a server answers to a client that asks to be let in. */
export type JoinAnswer = Extract<RoomRecord, { t: 'joined' | 'error' }>;

/** What a client knows that was let into a room. */
export interface Joined {
  readonly roster: Roster;
  /** What the server understands. */
  readonly capabilities: Capabilities;
}

/**
 * Asks to be let into a room, and makes it where there is none.
 * @param ask sends a record, and resolves with what the server answers.
 * @param exporter 32 bytes of the hop: a proof holds on this connection alone.
 * @throws ConnectionError when the server does not let the client in.
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

/** What lets somebody into a room, on this connection and on no other. */
function proofOf(room: RoomCredential, exporter: Uint8Array): { proof: Bytes; claims?: string } {
  const proof = joinProof(provingKey(room), exporter);
  return 'access' in room ? { proof } : { claims: room.claims, proof };
}
