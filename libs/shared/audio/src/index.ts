export { CodedAudioError } from './coded-audio-error';
export { CodedMessage } from './coded-message';
export { amplify, fromInt16, toInt16 } from './int16';
export { type Intensity, intensityOf, levelOf, toDbfs } from './level';
export { MessageEncoder } from './message-encoder';
export { mixToMono, type Pcm } from './pcm';
export { NLP64_FRAME_BYTES } from './nlp64-frame';
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
export { encodePcm8, Quantizer } from './quantizer';
export { resample, Resampler, VOICE_SAMPLING_RATE } from './resampler';
export { readRiff, type RiffChunk, writeRiff } from './riff';
export { type SampleFormat } from './sample-format';
export { meetsSnr, type Snr, theoreticalSnrDb } from './snr';
export { FRAME_SAMPLES, type VoiceCoder } from './voice-coder';
export { CODER_NAMES, type CoderName, muLawCoder, pcmCoder, VOICE_CODERS } from './voice-coders';
export { WavError } from './wav-error';
export { parseWav, readWavLayout, WavFile, type WavLayout } from './wav-file';
export { MAX_SAMPLING_RATE, MIN_SAMPLING_RATE, type WavFormat, writeWavFormat } from './wav-format';
export { wrapSamples, writeWav } from './wav-writer';
