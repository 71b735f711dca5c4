import { parseWav } from '@sealwave/audio';
import { GATEWAY_LIMITS } from '@sealwave/contracts';
import { type DecodeRecording, RecordingError } from '@sealwave/web/audio-io';
import { sendableRecording } from './sendable-recording';

const bytes = (blob: Blob): Promise<Uint8Array> =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer));
    reader.readAsArrayBuffer(blob);
  });
const decodeTo =
  (seconds: number): DecodeRecording =>
  async (_, samplingRate = 8_000) => ({
    samples: new Float32Array(seconds * samplingRate).fill(0.5),
    durationMs: 1000 * seconds,
  });

describe('sendableRecording', () => {
  it.each(['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/wav', ''])(
    'leaves %j unchanged, because the gateway reads it',
    async (type) => {
      const recording = new Blob(['sound'], { type });
      expect(await sendableRecording(recording, decodeTo(1))).toBe(recording);
    },
  );

  it.each(['audio/mp4', 'audio/mp4;codecs=mp4a.40.2', 'video/mp4', 'audio/aac'])(
    'decodes %s into a WAVE file',
    async (type) => {
      const sendable = await sendableRecording(new Blob(['sound'], { type }), decodeTo(2));
      expect(sendable.type).toBe('audio/wav');
      const wav = parseWav(await bytes(sendable));
      expect(wav.format).toEqual({ sampleFormat: 's16', samplingRate: 16_000, channelCount: 1 });
      expect([...wav.read(0, 32_001)[0]]).toEqual(Array.from({ length: 32_000 }, () => 0.5));
    },
  );

  it('fits the longest recording into the size limit', async () => {
    const seconds = GATEWAY_LIMITS.maxRecordingSeconds;
    const recording = new Blob(['sound'], { type: 'audio/mp4' });
    const sendable = await sendableRecording(recording, decodeTo(seconds));
    expect(sendable.size).toBeLessThanOrEqual(GATEWAY_LIMITS.maxPacketBytes);
    expect(parseWav(await bytes(sendable)).frameCount).toBe(8_000 * seconds);
  });

  it('leaves what the browser cannot decode for the gateway to refuse', async () => {
    const recording = new Blob(['sound'], { type: 'audio/mp4' });
    const failing = () => Promise.reject(RecordingError.unreadable(null));
    expect(await sendableRecording(recording, failing)).toBe(recording);
  });
});
