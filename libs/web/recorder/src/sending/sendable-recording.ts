import { resample, VOICE_SAMPLING_RATE, writeWav } from '@sealwave/audio';
import { GATEWAY_LIMITS } from '@sealwave/contracts';
import { type DecodeRecording, RecordingError } from '@sealwave/web/audio-io';

/** Types that Safari before 18.4 records. The gateway does not read them. */
const DECODED_HERE = /^(?:audio|video)\/(?:mp4|x-m4a|aac)\b/;

/**
 * Twice the coder's rate: the gateway's filter does the last step. Not used where the file would be too large.
 */
const SAMPLING_RATE = 2 * VOICE_SAMPLING_RATE;
const SAMPLE_BYTES = 2;
const HEADER_BYTES = 44;

/**
 * Converts a recording into a form that the gateway reads. Most recordings stay unchanged. A format that the
 * gateway does not read was recorded by this browser, so this browser can decode it into a WAVE file. If that
 * fails, the recording stays unchanged, and the gateway reports the reason.
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
