import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import {
  expand,
  isSignedBy,
  join,
  type KeyPair,
  open,
  seal,
  sha256,
  signWith,
  u32,
  u64,
} from './primitives';
import type { SealedRoom } from './sealed-room';
import { transmissionChain } from './sender-key';

/** The fields of a header (docs/protocol.md, section 10.5). */
export interface SecondHeader {
  readonly kind: number;
  readonly coder: number;
  readonly transmissionId: Buffer;
  readonly keyId: Buffer;
  readonly step: number;
  readonly startedMs: number;
}

/**
 * IVs of the sealed chain, and of identity and signatures. They are fixed for known-answer tests, random
 * otherwise.
 */
export interface HeaderIvs {
  readonly wrap: Buffer;
  readonly signed: Buffer;
}

const TAG_BYTES = 16;
const CLEAR_BYTES = 42;
const WRAP_BYTES = 60;
const FRAMES_A_KEY = 250;

/**
 * Makes a header. `says.chain` is the sender's chain at `says.step`. In a room that keeps transmissions, the
 * header also has the transmission's own chain, sealed with `room.kept`.
 */
export function header(
  room: SealedRoom,
  identity: KeyPair,
  says: SecondHeader & { readonly chain: Buffer },
  ivs?: HeaderIvs,
): Buffer {
  const keeps = room.flags & 1;
  const start = join(
    Buffer.of(2, 5, says.kind, says.coder, 0),
    ...[says.transmissionId, says.keyId, u32(says.step), u64(says.startedMs)],
    Buffer.of(keeps),
  );
  const first = transmissionChain(says.chain, says.transmissionId);
  const wrap = keeps
    ? seal(room.kept, first, join('svc-kept-v2\0', room.room, start), ivs?.wrap)
    : Buffer.alloc(0);
  const clear = join(start, wrap);
  const message = join('svc-tx-v2\0', room.room, clear, identity.point);
  const signatures = [signWith(identity, message), signWith(room.speak, message)];
  const aad = join('svc-tx-v2\0', room.room, clear);
  return join(clear, seal(room.meta, join(identity.point, ...signatures), aad, ivs?.signed));
}

/**
 * Opens a header.
 * @throws Error when it does not open, or its identity has not signed it.
 */
export function openedHeader(
  room: SealedRoom,
  bytes: Buffer,
): SecondHeader & { readonly identity: Buffer; readonly keptChain: Buffer | null } {
  const keeps = bytes[CLEAR_BYTES - 1] === 1;
  const clear = bytes.subarray(0, CLEAR_BYTES + (keeps ? WRAP_BYTES : 0));
  const signed = open(
    room.meta,
    bytes.subarray(clear.length),
    join('svc-tx-v2\0', room.room, clear),
  );
  const identity = signed.subarray(0, 65);
  const message = join('svc-tx-v2\0', room.room, clear, identity);
  const isSigned =
    isSignedBy(identity, message, signed.subarray(65, 129)) &&
    isSignedBy(room.speak.point, message, signed.subarray(129));
  if (!isSigned) throw new Error('a signature is wrong');
  const start = clear.subarray(0, CLEAR_BYTES);
  const wrap = clear.subarray(CLEAR_BYTES);
  return {
    ...{ kind: bytes[2], coder: bytes[3], identity },
    transmissionId: bytes.subarray(5, 21),
    keyId: bytes.subarray(21, 29),
    step: bytes.readUInt32BE(29),
    startedMs: Number(bytes.readBigUInt64BE(33)),
    keptChain: keeps ? open(room.kept, wrap, join('svc-kept-v2\0', room.room, start)) : null,
  };
}

/** Seals and opens the frames of one transmission, by SFrame with suite 5 (RFC 9605, section 4.4). */
export class SecondFrames {
  private digest: Buffer = Buffer.alloc(32);
  private run: Buffer[] = [];
  private runIndex = 0;
  private count = 0;

  /** @param chain the sender's chain at the step of the header. */
  constructor(
    private readonly room: SealedRoom,
    private readonly says: SecondHeader,
    private readonly chain: Buffer,
  ) {}

  seal(counter: number, plaintext: Buffer): Buffer {
    const frame = this.sealed('svc-tx-v2\0', counter, plaintext);
    this.note(counter, frame);
    return frame;
  }

  open(frame: Buffer): Buffer {
    const plaintext = this.opened('svc-tx-v2\0', frame);
    this.note(counterOf(frame), frame);
    return plaintext;
  }

  /** Makes the trailer, with counter `counter` (section 10.6). */
  trailer(
    counter: number,
    header: Buffer,
    end: { readonly reason: number; readonly report: Buffer; readonly identity: KeyPair },
  ): Buffer {
    const unsigned = join(u32(this.count), this.folded(), Buffer.of(end.reason), end.report);
    const signature = signWith(end.identity, this.endMessage(counter, header, unsigned));
    return this.sealed('svc-tx-end-v2\0', counter, join(unsigned, signature));
  }

  /**
   * Checks a trailer.
   * @throws Error when it does not open, is not signed, or covers other frames.
   */
  checkTrailer(
    trailer: Buffer,
    header: Buffer,
    identity: Buffer,
  ): { readonly frames: number; readonly reason: number; readonly report: Buffer } {
    const plaintext = this.opened('svc-tx-end-v2\0', trailer);
    const [unsigned, signature] = [plaintext.subarray(0, -64), plaintext.subarray(-64)];
    const message = this.endMessage(counterOf(trailer), header, unsigned);
    if (!isSignedBy(identity, message, signature)) throw new Error('the signature is wrong');
    const frames = unsigned.readUInt32BE(0);
    const isWhole = frames === this.count && unsigned.subarray(4, 36).equals(this.folded());
    if (!isWhole) throw new Error('not these frames');
    return { frames, reason: unsigned[36], report: unsigned.subarray(37) };
  }

  private endMessage(counter: number, header: Buffer, unsigned: Buffer): Buffer {
    return join('svc-tx-end-v2\0', this.room.room, sha256(header), u32(counter), unsigned);
  }

  private note(counter: number, frame: Buffer): void {
    const index = Math.floor(counter / FRAMES_A_KEY);
    if (index !== this.runIndex) this.folded();
    this.runIndex = index;
    this.run.push(u32(frame.length), frame);
    this.count++;
  }

  private folded(): Buffer {
    if (this.run.length > 0) this.digest = sha256(this.digest, ...this.run);
    this.run = [];
    return this.digest;
  }

  private sealed(use: string, counter: number, plaintext: Buffer): Buffer {
    const head = frameHead(this.keyId(counter), counter);
    const { key, nonce } = this.keysAt(counter);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(join(head, use, this.room.room, this.says.transmissionId));
    const ciphertext = join(cipher.update(plaintext), cipher.final());
    return join(head, ciphertext, cipher.getAuthTag());
  }

  private opened(use: string, frame: Buffer): Buffer {
    const counter = counterOf(frame);
    const head = frameHead(this.keyId(counter), counter);
    if (!head.equals(frame.subarray(0, head.length))) throw new Error('another key');
    const { key, nonce } = this.keysAt(counter);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    decipher.setAAD(join(head, use, this.room.room, this.says.transmissionId));
    decipher.setAuthTag(frame.subarray(-TAG_BYTES));
    return join(decipher.update(frame.subarray(head.length, -TAG_BYTES)), decipher.final());
  }

  private keyId(counter: number): number {
    return (this.says.step % 65_536) * 256 + (Math.floor(counter / FRAMES_A_KEY) % 256);
  }

  private keysAt(counter: number): { key: Buffer; nonce: Buffer } {
    const index = Math.floor(counter / FRAMES_A_KEY);
    const held = transmissionChain(this.chain, this.says.transmissionId, index);
    const base = expand(held, 'svc key');
    const named = (name: string, length: number): Buffer => {
      const info = join(`SFrame 1.0 Secret ${name} `, u64(this.keyId(counter)), Buffer.of(0, 5));
      return Buffer.from(hkdfSync('sha512', base, Buffer.alloc(0), info, length));
    };
    const nonce = named('salt', 12);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ counter) >>> 0, 8);
    return { key: named('key', 32), nonce };
  }
}

/** RFC 9605, section 4.3. */
function frameHead(keyId: number, counter: number): Buffer {
  const [long, short] = [keyId, counter].map(minimal);
  const half = (value: number, bytes: Buffer): number => (value < 8 ? value : 8 + bytes.length - 1);
  const config = half(keyId, long) * 16 + half(counter, short);
  const none = Buffer.alloc(0);
  return join(Buffer.of(config), keyId < 8 ? none : long, counter < 8 ? none : short);
}

function counterOf(frame: Buffer): number {
  const [keyHalf, counterHalf] = [frame[0] >> 4, frame[0] & 15];
  if (counterHalf < 8) return counterHalf;
  return frame.readUIntBE(1 + (keyHalf < 8 ? 0 : keyHalf - 7), counterHalf - 7);
}

function minimal(value: number): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}
