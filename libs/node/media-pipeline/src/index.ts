export { AudioError } from '@sealwave/node/recording';
export { CompressionModule } from './compression.module';
export { CompressionService } from './compression.service';
export { CryptoModule } from './crypto.module';
export { CryptoService } from './crypto.service';
export { IntegrityModule } from './integrity.module';
export { IntegrityService } from './integrity.service';
