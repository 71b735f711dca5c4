export { mixToMono, type Pcm } from './pcm';
export { MAX_RIFF_CHUNKS, readRiff, type RiffChunk, type RiffFile, writeRiff } from './riff';
export { type Snr } from './snr';
export { WavError } from './wav-error';
