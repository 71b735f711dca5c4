import { Module } from '@nestjs/common';
import { CryptoService } from './crypto.service';

/** Provides {@link CryptoService}. */
@Module({ providers: [CryptoService], exports: [CryptoService] })
export class CryptoModule {}
