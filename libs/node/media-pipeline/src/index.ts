export { type CompressedAudio } from './compressed-audio';
export { CompressionModule } from './compression.module';
export { type CompressOptions, CompressionService } from './compression.service';
