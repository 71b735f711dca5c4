export { CodedAudioError } from './coding/coded-audio-error';
export { CodedMessage } from './coding/coded-message';
export { amplify, fromInt16, toInt16 } from './pcm/int16';
export { type Intensity, intensityOf, levelOf, toDbfs } from './pcm/level';
export { MessageEncoder } from './coding/message-encoder';
export { mixToMono, type Pcm } from './pcm/pcm';
export { NLP64_FRAME_BYTES } from './nlp64/nlp64-frame';
export {
  ACTIVE_LEVEL_DBFS,
  bitRateOf,
  compressionRatioOf,
  type FrameCount,
  LOSSLESS_FRAME_DB,
  passingShare,
  type QualityReport,
  REQUIRED_SNR_DB,
} from './quality/quality-report';
export {
  encodeQualityReport,
  parseQualityReport,
  QUALITY_REPORT_BYTES,
} from './quality/quality-report-format';
export { encodePcm8, Quantizer } from './coding/quantizer';
export { resample, Resampler, VOICE_SAMPLING_RATE } from './resampling/resampler';
export { readRiff, type RiffChunk, writeRiff } from './wav/riff';
export { type SampleFormat } from './pcm/sample-format';
export { meetsSnr, type Snr, theoreticalSnrDb } from './quality/snr';
export { FRAME_SAMPLES, type VoiceCoder } from './coding/voice-coder';
export {
  CODER_NAMES,
  type CoderName,
  muLawCoder,
  pcmCoder,
  VOICE_CODERS,
} from './coding/voice-coders';
export { WavError } from './wav/wav-error';
export { parseWav, readWavLayout, WavFile, type WavLayout } from './wav/wav-file';
export {
  MAX_SAMPLING_RATE,
  MIN_SAMPLING_RATE,
  type WavFormat,
  writeWavFormat,
} from './wav/wav-format';
export { wrapSamples, writeWav } from './wav/wav-writer';
