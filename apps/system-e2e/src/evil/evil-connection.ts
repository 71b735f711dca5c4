import type { FrameSocket } from '@sealwave/node/connection';
import { type ControlRecord, encodeControl, type Hop, parseControl } from '@sealwave/node/hop';
import { FrameType } from '@sealwave/wire';

/** Something that a member has sent to others: all that a server sees of it. */
export interface Sent {
  readonly t: 'announce' | 'direct' | 'order' | 'part';
  /** Number of the member that it is brought from. */
  readonly from: number;
  /** Of `direct` alone: the member that it is for. */
  readonly to?: number;
  readonly data: Buffer;
}

/** One client of an evil server, after the handshake. */
export class EvilConnection {
  constructor(
    private readonly frames: FrameSocket,
    private readonly hop: Hop,
  ) {}

  /** Resolves when the client has asked to be let in, whatever it proves. */
  async entering(): Promise<void> {
    const { type, body } = await this.frames.receive();
    this.open(type, body);
  }

  /** Everything that the client, member `from`, sends to others, until it leaves. */
  async *sent(from: number): AsyncGenerator<Sent> {
    for await (const { type, body } of this.frames.frames()) {
      const data = this.open(type, body);
      if (type === FrameType.Transmission) yield { t: 'part', from, data };
      if (type !== FrameType.Control) continue;
      const record = parseControl(data);
      if (record?.t === 'ping') this.tell({ t: 'pong' });
      if (record?.t === 'bye') return this.frames.end();
      if (record?.t === 'announce' || record?.t === 'order') {
        yield { t: record.t, from, data: Buffer.from(record.data) };
      }
      if (record?.t === 'direct') {
        yield { t: record.t, from, to: record.n, data: Buffer.from(record.data) };
      }
    }
  }

  /** Sends a record of the server itself. */
  tell(record: ControlRecord): void {
    this.send(FrameType.Control, encodeControl(record));
  }

  /** Brings something from a member. */
  bring({ t, from, data }: Sent): void {
    if (t !== 'part') return this.tell({ t, n: from, data: Uint8Array.from(data) });
    this.send(FrameType.Transmission, Buffer.concat([numberOf(from), data]));
  }

  /** Brings sound, as servers do in the lobby. */
  bringSound(sound: Buffer): void {
    this.send(FrameType.Audio, Buffer.concat([numberOf(0), sound]));
  }

  end(): void {
    this.frames.end();
  }

  private open(type: number, body: Uint8Array): Buffer {
    return Buffer.from(this.hop.cipher.open(body, type as FrameType));
  }

  private send(type: FrameType, plaintext: Uint8Array): void {
    if (!this.frames.closed) this.frames.send(type, this.hop.cipher.seal(plaintext, type));
  }
}

function numberOf(n: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(n);
  return bytes;
}
