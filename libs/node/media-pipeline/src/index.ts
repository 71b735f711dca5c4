export { AudioError } from '@sealwave/node/recording';
export { CompressionService } from './compression.service';
