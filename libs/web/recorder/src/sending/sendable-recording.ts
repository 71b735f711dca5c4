import { resample, VOICE_SAMPLING_RATE, writeWav } from '@sealwave/audio';
import { GATEWAY_LIMITS } from '@sealwave/contracts';
import { type DecodeRecording, RecordingError } from '@sealwave/web/audio-io';

/** Types that Safari before 18.4 records and the gateway does not read. */
const DECODED_HERE = /^(?:audio|video)\/(?:mp4|x-m4a|aac)\b/;

/**
 * The gateway's filter does the last step down to the coder's rate, where the file is not too large for that.
 */
const SAMPLING_RATE = 2 * VOICE_SAMPLING_RATE;
const SAMPLE_BYTES = 2;
const HEADER_BYTES = 44;

/**
 * Converts a recording into a form that the gateway reads. Most stay as they are; the browser that recorded
 * it decodes the others into a WAVE file. If that fails, the recording stays as it is, so that the gateway
 * reports the reason.
 */
export async function sendableRecording(recording: Blob, decode: DecodeRecording): Promise<Blob> {
  if (!DECODED_HERE.test(recording.type)) return recording;
  try {
    const { samples } = await decode(recording, SAMPLING_RATE);
    return new Blob([waveOf(samples)], { type: 'audio/wav' });
  } catch (error) {
    if (error instanceof RecordingError) return recording;
    throw error;
  }
}

function waveOf(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const fits = HEADER_BYTES + SAMPLE_BYTES * samples.length <= GATEWAY_LIMITS.maxPacketBytes;
  const samplingRate = fits ? SAMPLING_RATE : VOICE_SAMPLING_RATE;
  const channel = fits ? samples : resample(samples, SAMPLING_RATE);
  return writeWav({ samplingRate, channels: [channel] }, 's16');
}
