import { connect, type Socket } from 'node:net';
import type { PublicKeyFormat } from '@sealwave/crypto';
import { baseHop, type HopCipher, initiate } from '@sealwave/node/hop';
import { FrameSocket } from '@sealwave/node/connection';
import { encodeFrame, FrameType } from '@sealwave/wire';

const MAX_FRAME_BYTES = 1 << 24;
const limits = {
  maxQueuedBytes: 1 << 28,
  stallMs: 60_000,
  frameMs: 60_000,
  minProgressBytes: 1,
};

/** Opens a connection without a handshake. Nothing is read before the caller asks. */
export function stranger(port: number): { socket: Socket; frames: FrameSocket } {
  const socket = connect(port, '127.0.0.1');
  return { socket, frames: new FrameSocket(socket, () => MAX_FRAME_BYTES, limits) };
}

/** A client after its handshake. */
export class TestClient {
  private constructor(
    readonly socket: Socket,
    readonly frames: FrameSocket,
    private readonly cipher: HopCipher,
  ) {}

  /** Connects. Resolves once the server has sent its salt. The client enters the lobby right after that. */
  static async connect(port: number, keyFormat?: PublicKeyFormat): Promise<TestClient> {
    const { socket, frames } = stranger(port);
    const how = { deadlineMs: 20_000, ...(keyFormat && { keyFormat }) };
    const { cipher } = await baseHop(await initiate(frames, how));
    return new TestClient(socket, frames, cipher);
  }

  /** Seals `audio` and sends it. */
  send(audio: Uint8Array): void {
    this.sendSealed(this.seal(audio));
  }

  seal(audio: Uint8Array): Uint8Array {
    return this.cipher.seal(audio, FrameType.Audio);
  }

  /** Sends bytes as a message without sealing them. */
  sendSealed(body: Uint8Array): void {
    this.frames.send(FrameType.Audio, body);
  }

  /** Sends a frame of any type. */
  sendFrame(type: number, body = new Uint8Array(0)): void {
    this.socket.write(encodeFrame(type as FrameType, body));
  }

  /** The next message, still sealed. */
  async receiveSealed(): Promise<Uint8Array> {
    return (await this.frames.receive()).body;
  }

  /**
   * The audio of the next message. Opens and checks it with the client's keys.
   * @throws SealRejectedError when the check fails.
   */
  async receive(): Promise<Buffer> {
    return Buffer.from(this.cipher.open(await this.receiveSealed(), FrameType.Audio));
  }

  /**
   * Waits until the server closes the connection.
   * @returns the number of frames read before that. Frames of type 0 do not count.
   */
  async cutOff(): Promise<number> {
    let messages = 0;
    for await (const frame of this.frames.frames()) messages += Number(frame.type > 0);
    return messages;
  }
}
