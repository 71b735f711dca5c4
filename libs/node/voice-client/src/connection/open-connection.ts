import { type Bytes, ErrorCode } from '@sealwave/kernel';
import { CAPABILITY_NAMES, capabilitiesOf } from '@sealwave/message';
import {
  ConnectionError,
  type ConnectionSecurity,
  dial,
  FrameSocket,
  type FrameSocketLimits,
  type ServerTrust,
  type Target,
  UNAUTHENTICATED,
} from '@sealwave/node/connection';
import {
  connectHop,
  HandshakeError,
  joinProof,
  MAX_HANDSHAKE_BODY_BYTES,
  MAX_HELLO_BYTES,
  SEALING_BYTES,
} from '@sealwave/node/hop';
import {
  isSealedRoomId,
  LOBBY,
  openingKeys,
  provingKey,
  type RoomCredential,
  type Roster,
  rosterOf,
  UNKNOWN_ROSTER,
} from '@sealwave/room';
import { MAX_PART_BYTES } from '@sealwave/room/record';
import { FrameType, TYPE_BYTES } from '@sealwave/wire';
import { SENDER_BYTES } from './sender-number';
import { ServerConnection } from './server-connection';

/** The room that a client wants to join, and the person who joins it. */
export interface JoinRequest {
  /** The room and its credential, from a room link; if missing, the client joins the lobby. */
  readonly room?: RoomCredential;
  /** Display name of the person; null or missing if the person has none. */
  readonly name?: string | null;
  /** Tells this person apart from others behind the same gateway. Only a gateway sends it. */
  readonly visitor?: string;
}

/** How to connect to a voice server. */
export interface ConnectionOptions extends FrameSocketLimits {
  readonly connectTimeoutMs: number;
  /** Time for each step of the handshake, in milliseconds. */
  readonly handshakeMs: number;
  /** Time for a server that supports secured hops to say so, in milliseconds. */
  readonly helloMs: number;
  /** How long a server may send nothing, in milliseconds. Then a secured connection is closed. */
  readonly silenceMs: number;
  /** The servers that are trusted, and the security that they must offer. */
  readonly trust: ServerTrust;
  /** Time for a server of the base protocol to answer our announcement, in milliseconds. */
  readonly announcementMs: number;
  /** Largest sealed message accepted from the server, in bytes. */
  readonly maxMessageBytes: number;
  /** The room to join; the lobby without it. */
  readonly join?: JoinRequest;
}

/** Largest length field of a `C` (docs/protocol.md, section 6.1). */
const MAX_CONTROL_FRAME_BYTES = 64 * 1024;
/** Largest length field of a `T`: a part with the number of its sender. */
const MAX_PART_FRAME_BYTES = TYPE_BYTES + SENDER_BYTES + MAX_PART_BYTES + SEALING_BYTES;

/** A connection that has joined a room, and the roster there. */
export interface OpenConnection {
  readonly server: ServerConnection;
  readonly roster: Roster;
}

/**
 * Connects to a voice server, agrees on keys, checks its identity, and joins the room.
 * @param signal ends the attempt early.
 * @throws ConnectionError or HandshakeError when the server cannot be reached, or refuses.
 * @throws IdentityChangedError when it has another identity than before.
 */
export async function openConnection(
  target: Target,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<OpenConnection> {
  const socket = await dial(target, options.connectTimeoutMs, signal);
  const frames = new FrameSocket(socket, (type) => frameLimit(type, options), options);
  const abandon = () => frames.close();
  signal.addEventListener('abort', abandon, { once: true });
  const { trust, handshakeMs, helloMs, announcementMs, silenceMs } = options;
  try {
    const hop = await connectHop(frames, {
      policy: trust.policyFor(target),
      deadlineMs: handshakeMs,
      helloMs,
      trust: (identity) => trust.check(target, identity),
    });
    signal.throwIfAborted();
    const security: ConnectionSecurity = hop.identity
      ? trust.accept(target, hop.identity)
      : UNAUTHENTICATED;
    const server = new ServerConnection(frames, hop, security, announcementMs);
    const roster = await joinRoom(server, options.join ?? {}, handshakeMs);
    signal.throwIfAborted();
    if (hop.identity) frames.limitSilence(silenceMs);
    return { server, roster };
  } catch (error) {
    frames.close();
    throw error;
  } finally {
    // From here on, the connection is closed only after everything queued was sent.
    signal.removeEventListener('abort', abandon);
  }
}

/**
 * Joins a room. Creates it if it does not exist. On a secured hop, resolves when the server has admitted us.
 * @param deadlineMs time for each answer.
 * @returns the roster.
 * @throws ConnectionError, HandshakeError or SessionError when the server does not admit the client.
 */
export async function joinRoom(
  server: ServerConnection,
  { room, name, visitor }: JoinRequest,
  deadlineMs: number,
): Promise<Roster> {
  const { exporter } = server;
  if (!exporter) {
    // A base hop leads to the lobby only. A client that wanted another room must not be heard there.
    if (room) throw HandshakeError.unauthenticated();
    await server.sendCapabilities();
    return UNKNOWN_ROSTER;
  }
  const about = {
    ...{ room: room?.id ?? LOBBY, caps: CAPABILITY_NAMES },
    // In a sealed room, names are in announces. No server can open these.
    ...(name && !isSealedRoomId(room?.id) && { name }),
    ...(visitor && { visitor }),
  };
  const proof = room && proofOf(room, exporter);
  let answer = await server.ask({ t: 'join', ...about, ...proof }, deadlineMs);
  const isDenied = answer.t === 'error' && answer.code === ErrorCode.JoinDenied;
  const keys = room && openingKeys(room);
  if (isDenied && keys) answer = await server.ask({ t: 'create', ...about, ...keys }, deadlineMs);
  if (answer.t === 'error') throw ConnectionError.told(answer.code);
  server.setServerInfo(capabilitiesOf(answer.caps));
  return rosterOf(answer);
}

/** Proves the credential on this connection. */
function proofOf(room: RoomCredential, exporter: Uint8Array): { proof: Bytes; claims?: string } {
  const proof = joinProof(provingKey(room), exporter);
  return 'access' in room ? { proof } : { claims: room.claims, proof };
}

function frameLimit(type: number, { maxMessageBytes }: ConnectionOptions): number {
  if (type === FrameType.Audio) return TYPE_BYTES + maxMessageBytes;
  if (type === FrameType.Control) return MAX_CONTROL_FRAME_BYTES;
  if (type === FrameType.Transmission) return MAX_PART_FRAME_BYTES;
  return TYPE_BYTES + (type === FrameType.Hello ? MAX_HELLO_BYTES : MAX_HANDSHAKE_BODY_BYTES);
}
