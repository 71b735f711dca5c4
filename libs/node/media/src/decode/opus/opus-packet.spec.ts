import * as fc from 'fast-check';
import { OpusDecoder } from 'opus-decoder';
import { opusPacketSamples } from './opus-packet';
import { LONG_SILENT_PACKET, opusPackets, readAsset } from '../../testing/recording-fixtures';

const toc = (configuration: number, code: number) => (configuration << 3) | code;

describe('opusPacketSamples', () => {
  it.each([
    ['SILK, 10 ms', [toc(0, 0), 1], 480],
    ['SILK, 60 ms, two frames', [toc(3, 1), 1, 2], 5760],
    ['hybrid, 20 ms', [toc(13, 0), 1], 960],
    ['CELT, 2.5 ms', [toc(16, 0)], 120],
    ['two frames of stated lengths', [toc(16, 2), 1, 9, 9, 9], 240],
    ['48 frames', [toc(16, 3), 48], 5760],
    ['six silent frames', [...LONG_SILENT_PACKET], 5760],
    ['padding', [toc(16, 3), 0x41, 2, 0, 0], 120],
  ])('counts %s', (_, bytes, samples) => {
    expect(opusPacketSamples(Uint8Array.from(bytes))).toBe(samples);
  });

  it.each([
    ['no bytes', []],
    ['more than 120 ms', [toc(3, 3), 3]],
    ['49 frames', [toc(16, 3), 49]],
    ['no frames', [toc(16, 3), 0]],
    ['no number of frames', [toc(16, 3)]],
    ['two equal frames of an odd length', [toc(16, 1), 1]],
    ['a length beyond the end', [toc(16, 2), 5, 0]],
    ['a length cut in half', [toc(16, 2), 252]],
    ['padding beyond the end', [toc(16, 3), 0x41, 5]],
    ['padding without end', [toc(16, 3), 0x41, 255]],
    ['frames that do not divide', [toc(16, 3), 2, 1]],
    ['a frame of 1276 bytes', [toc(16, 0), ...new Uint8Array(1276)]],
  ])('refuses %s', (_, bytes) => {
    expect(opusPacketSamples(Uint8Array.from(bytes))).toBeUndefined();
  });

  it('counts what the decoder makes of a real recording', async () => {
    const decoder = new OpusDecoder({ channels: 1 });
    await decoder.ready;
    for (const packet of opusPackets(readAsset('librivox-0930.ogg'), 'ogg')) {
      expect(opusPacketSamples(packet)).toBe(decoder.decodeFrame(packet).samplesDecoded);
    }
    decoder.free();
  });

  it('agrees with libopus on which packets are broken, whatever the bytes are', async () => {
    // The decoder reports broken packets to the terminal, which is why they are looked at before.
    const report = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const decoder = new OpusDecoder({ channels: 1 });
    await decoder.ready;
    const aPacket = fc
      .tuple(fc.nat(255), fc.uint8Array({ maxLength: 40 }), fc.constantFrom(0, 1300))
      .map(([first, rest, more]) => Uint8Array.of(first, ...rest, ...new Uint8Array(more)));
    fc.assert(
      fc.property(aPacket, (packet) => {
        const { samplesDecoded } = decoder.decodeFrame(packet);
        expect(opusPacketSamples(packet) ?? 0).toBe(samplesDecoded);
      }),
      { numRuns: 3000 },
    );
    decoder.free();
    report.mockRestore();
  });
});
