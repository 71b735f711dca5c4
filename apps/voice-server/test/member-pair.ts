import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { BaseCipher } from '@sealwave/node/session';
import { FrameSocket, type FrameSocketLimits } from '@sealwave/node/tcp';
import { VoiceSession } from '../src/session/voice-session';

const limits: FrameSocketLimits = {
  maxQueuedBytes: 1 << 26,
  stallMs: 10_000,
  frameMs: 10_000,
  minProgressBytes: 1,
};

/** A session and the client at the other end of its connection, with keys agreed. */
export interface MemberPair {
  readonly session: VoiceSession;
  /** The session's own end of the connection. */
  readonly frames: FrameSocket;
  readonly client: { readonly frames: FrameSocket; readonly cipher: BaseCipher };
}

/** Two ends of one TCP connection, after a handshake that is left out to save its time. */
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

/** Audio of the next message that the client gets, opened and checked with its own keys. */
export async function heard({ client }: MemberPair): Promise<Uint8Array> {
  return client.cipher.open((await client.frames.receive()).body);
}

/** Ends both ends. */
export function disconnect({ frames, client }: MemberPair): void {
  client.frames.close();
  frames.close();
}
