import { ErrorCode } from '@sealwave/kernel';
import { OpusTrack } from './opus-track';
import { muxOpus, opusPackets, readAsset } from './recording-fixtures';

/** Where each packet ends in the file that it was taken from. */
function packetEnds(recording: Uint8Array, packets: readonly Uint8Array[]): number[] {
  let at = 0;
  return packets.map((packet) => (at = Buffer.from(recording).indexOf(packet, at) + packet.length));
}

describe('OpusTrack', () => {
  const live = readAsset('librivox-0930.webm');

  it('finds the Opus packets of a live WebM recording of Chromium', async () => {
    const track = await OpusTrack.open(live, 'webm');
    expect(track.head.channelCount).toBeGreaterThanOrEqual(1);
    track.dispose();
    expect((await opusPackets(live, 'webm')).length).toBeGreaterThan(50);
  });

  it('has exactly the packets that are complete, wherever a WebM recording is cut', async () => {
    const packets = await opusPackets(live, 'webm');
    // A live recording states no sizes of its clusters, a finished one does.
    const finished = await muxOpus(packets, { container: 'webm' });
    for (const recording of [live, finished]) {
      const ends = packetEnds(recording, packets);
      for (let i = 1; i < packets.length; i += 7) {
        const upTo = (length: number) => opusPackets(recording.subarray(0, length), 'webm');
        expect(await upTo(ends[i])).toEqual(packets.slice(0, i + 1));
        expect(await upTo(ends[i] - 1)).toEqual(packets.slice(0, i));
      }
    }
  });

  it('has the packets of all complete pages, wherever an Ogg file is cut', async () => {
    const ogg = readAsset('librivox-0930.ogg');
    const packets = await opusPackets(ogg, 'ogg');
    let most = 0;
    for (let length = 2000; length <= ogg.length; length += 200) {
      const found = await opusPackets(ogg.subarray(0, length), 'ogg').catch(() => []);
      expect(found).toEqual(packets.slice(0, found.length));
      expect(found.length).toBeGreaterThanOrEqual(most);
      most = found.length;
    }
    expect(most).toBeGreaterThan(packets.length - 60);
  });

  it('refuses what only begins like a file with sound', async () => {
    const beginning = live.subarray(0, 30);
    await expect(OpusTrack.open(beginning, 'webm')).rejects.toThrow(
      expect.objectContaining({ code: ErrorCode.AudioUnreadable, peerFault: true }),
    );
  });
});
