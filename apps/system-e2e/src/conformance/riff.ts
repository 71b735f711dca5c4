/** The chunks of a RIFF/WAVE file, in their order. */
export interface RiffChunk {
  readonly id: string;
  readonly body: Buffer;
}

/**
 * Splits a file into its chunks.
 * @throws Error when `file` is not a RIFF/WAVE file, or a chunk is cut short.
 */
function riffChunks(file: Buffer): RiffChunk[] {
  const form = file.toString('latin1', 0, 4) + file.toString('latin1', 8, 12);
  if (form !== 'RIFFWAVE' || file.readUInt32LE(4) !== file.length - 8)
    throw new Error('not a RIFF/WAVE file');
  const chunks: RiffChunk[] = [];
  for (let at = 12; at < file.length;) {
    const size = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8, at + 8 + size);
    if (body.length < size) throw new Error('a chunk is cut short');
    chunks.push({ id: file.toString('latin1', at, at + 4), body });
    at += 8 + size + (size % 2);
  }
  return chunks;
}

/** The body of the chunk `id`. @throws Error when there is no such chunk. */
export function riffChunk(file: Buffer, id: string): Buffer {
  const chunk = riffChunks(file).find((candidate) => candidate.id === id);
  if (!chunk) throw new Error(`no chunk ${id}`);
  return chunk.body;
}

/** The format of a sound. */
export interface WaveForm {
  /** 1 for integers, 3 for floats. */
  readonly tag: 1 | 3;
  readonly bits: number;
  readonly samplingRate: number;
}

/** A RIFF/WAVE file of one channel. */
export function waveFile({ tag, bits, samplingRate }: WaveForm, samples: Buffer): Buffer {
  const frameBytes = bits / 8;
  const format = Buffer.alloc(16);
  format.writeUInt16LE(tag, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(samplingRate, 4);
  format.writeUInt32LE(samplingRate * frameBytes, 8);
  format.writeUInt16LE(frameBytes, 12);
  format.writeUInt16LE(bits, 14);
  return riff([
    { id: 'fmt ', body: format },
    { id: 'data', body: samples },
  ]);
}

/** The rates and the format in the `fmt ` chunk of `file`. It expects one channel. */
export function waveForm(file: Buffer): WaveForm & { readonly channels: number } {
  const format = riffChunk(file, 'fmt ');
  return {
    tag: format.readUInt16LE(0) as 1 | 3,
    channels: format.readUInt16LE(2),
    samplingRate: format.readUInt32LE(4),
    bits: format.readUInt16LE(14),
  };
}

function riff(chunks: readonly RiffChunk[]): Buffer {
  const parts = chunks.flatMap(({ id, body }) => [
    Buffer.from(id, 'latin1'),
    u32le(body.length),
    body,
    Buffer.alloc(body.length % 2),
  ]);
  const content = Buffer.concat([Buffer.from('WAVE'), ...parts]);
  return Buffer.concat([Buffer.from('RIFF'), u32le(content.length), content]);
}

function u32le(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
