import { randomBytes } from 'node:crypto';

/** A native message, as in section 5.2 of docs/protocol.md. */
interface NativeVoice {
  readonly frames: Buffer;
  readonly coder?: number;
  readonly id?: Buffer;
  /** Numbers of the report that differ from silence, by their offset. */
  readonly report?: Readonly<Record<number, number>>;
}

export const FRAME_SAMPLES = 160;

/** A silent frame of `nlp64`: order 0, step 8, and a zero bit for each sample. */
export const SILENT_FRAME = Buffer.concat([Buffer.from('0008', 'hex'), Buffer.alloc(158)]);

/** Sealed bytes as a native message. */
export function nativeSealed(bytes: Buffer, id = randomBytes(16)): Buffer {
  return Buffer.concat([Buffer.from('SVM\x01\x02\0\0\0', 'latin1'), id, bytes]);
}

/** Makes voice as a native message. Its report is that of silence, unless `report` changes its u32 numbers. */
export function nativeVoice({ frames, coder = 2, id, report = {} }: NativeVoice): Buffer {
  const head = Buffer.from('SVM\x01\x01\0\0\0', 'latin1');
  head[5] = coder;
  const numbers = silentReport(frames.length);
  for (const [at, value] of Object.entries(report)) numbers.writeUInt32BE(value, Number(at));
  return Buffer.concat([head, id ?? randomBytes(16), numbers, frames]);
}

function silentReport(bytes: number): Buffer {
  const report = Buffer.alloc(40);
  report[0] = 1;
  report.writeInt16BE(-0x8000, 2);
  report.writeUInt32BE(bytes, 4);
  report.writeUInt32BE(bytes, 8);
  report.writeInt16BE(-0x8000, 32);
  report.writeInt16BE(-0x8000, 34);
  report.writeUInt16BE(12_000, 36);
  report.writeUInt16BE(12_000, 38);
  return report;
}
