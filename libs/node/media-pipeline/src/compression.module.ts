import { Module } from '@nestjs/common';
import { CompressionService } from './compression.service';

/** Provides {@link CompressionService}. */
@Module({ providers: [CompressionService], exports: [CompressionService] })
export class CompressionModule {}
