import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { encodeCapabilities } from '@sealwave/message';
import { BaseCipher } from '@sealwave/node/hop';
import { FrameSocket, type FrameSocketLimits } from '@sealwave/node/connection';
import { FrameType } from '@sealwave/wire';
import { VoiceSession } from '../src/session/voice-session';

const limits: FrameSocketLimits = {
  maxQueuedBytes: 1 << 26,
  stallMs: 10_000,
  frameMs: 10_000,
  minProgressBytes: 1,
};

/** A session, and the client at the other end of its connection, with agreed keys. */
export interface MemberPair {
  readonly session: VoiceSession;
  /** The session's own end of the connection. */
  readonly frames: FrameSocket;
  readonly client: { readonly frames: FrameSocket; readonly cipher: BaseCipher };
}

/** Makes the two ends of a TCP connection. Skips the handshake to save time. */
export async function memberPair(): Promise<MemberPair> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const far = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [near] = (await once(server, 'connection')) as [Socket];
  server.close();
  const key = randomBytes(32);
  const wrap = (socket: Socket) => new FrameSocket(socket, () => 1 << 24, limits);
  const frames = wrap(near);
  return {
    session: new VoiceSession(frames, new BaseCipher(Buffer.from(key))),
    frames,
    client: { frames: wrap(far), cipher: new BaseCipher(key) },
  };
}

/**
 * The audio of the next message that the client receives. It opens and checks the message with its own keys.
 */
export async function heard({ client }: MemberPair): Promise<Uint8Array> {
  return client.cipher.open((await client.frames.receive()).body);
}

/**
 * Announces native messages as the client.
 * @returns the session's answer.
 */
export async function announce({ session, client }: MemberPair): Promise<Uint8Array> {
  const body = client.cipher.seal(encodeCapabilities());
  await session.readFrame({ type: FrameType.Control, body }, 0, (reason) => {
    throw reason;
  });
  const answer = await client.frames.receive();
  return answer.type === FrameType.Control ? client.cipher.open(answer.body) : new Uint8Array(0);
}

/** Closes both ends. */
export function disconnect({ frames, client }: MemberPair): void {
  client.frames.close();
  frames.close();
}
