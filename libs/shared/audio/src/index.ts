export { CodedAudioError } from './coded-audio-error';
export { CodedMessage } from './coded-message';
export { amplify, fromInt16, toInt16 } from './int16';
export { INTENSITIES, type Intensity, intensityOf, type Level, levelOf, toDbfs } from './level';
export { MessageEncoder } from './message-encoder';
export { mixToMono, type Pcm } from './pcm';
export { Nlp64Decoder } from './nlp64-decoder';
export { Nlp64Encoder } from './nlp64-encoder';
export { Nlp64Error } from './nlp64-error';
export { NLP64_FRAME_BYTES } from './nlp64-frame';
export { decodePcm8, encodePcm8 } from './pcm8';
export { QualityMeter } from './quality-meter';
export {
  ACTIVE_LEVEL_DBFS,
  bitRateOf,
  compressionRatioOf,
  type FrameCount,
  LOSSLESS_FRAME_DB,
  passingShare,
  type QualityReport,
  REQUIRED_SNR_DB,
} from './quality-report';
export {
  encodeQualityReport,
  parseQualityReport,
  QUALITY_REPORT_BYTES,
} from './quality-report-format';
export { Quantizer } from './quantizer';
export { resample, Resampler, VOICE_SAMPLING_RATE } from './resampler';
export { MAX_RIFF_CHUNKS, readRiff, type RiffChunk, type RiffFile, writeRiff } from './riff';
export { type SampleFormat } from './sample-format';
export { meetsSnr, type Snr, SnrMeter } from './snr';
export { theoreticalSnrDb } from './theoretical-snr';
export {
  FRAME_SAMPLES,
  type FrameEnergies,
  type VoiceCoder,
  type VoiceDecoder,
  type VoiceEncoder,
} from './voice-coder';
export { CODER_NAMES, type CoderName, muLawCoder, pcmCoder, VOICE_CODERS } from './voice-coders';
export { WavError } from './wav-error';
export { parseWav, readWavLayout, WavFile, type WavLayout } from './wav-file';
export {
  MAX_CHANNELS,
  MAX_SAMPLING_RATE,
  MIN_SAMPLING_RATE,
  type WavFormat,
  writeWavFormat,
} from './wav-format';
export { wrapSamples, writePcm8Wav, writeWav } from './wav-writer';
