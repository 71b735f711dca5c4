import {
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  Input,
  Output,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';

/**
 * Makes a WebM file that repeats the content of `recording`.
 * @param times number of repetitions.
 */
export async function repeatedWebm(recording: Buffer, times: number): Promise<Buffer> {
  const input = new Input({ source: new BufferSource(recording), formats: [WEBM] });
  const track = await input.getPrimaryAudioTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) throw new Error('the recording has no sound');
  const packets: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);

  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new EncodedAudioPacketSource('opus');
  output.addAudioTrack(source);
  await output.start();
  const { timestamp, duration } = packets[packets.length - 1];
  for (let round = 0; round < times; round++) {
    for (const packet of packets) {
      // Uses whole milliseconds. Rounding could swap two packets.
      const shifted =
        Math.round(1_000 * (packet.timestamp + round * (timestamp + duration))) / 1_000;
      await source.add(packet.clone({ timestamp: shifted }), { decoderConfig });
    }
  }
  await output.finalize();
  if (!target.buffer) throw new Error('nothing was written');
  return Buffer.from(target.buffer);
}
