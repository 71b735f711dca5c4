import { Module } from '@nestjs/common';
import { IntegrityService } from './integrity.service';

/** Provides {@link IntegrityService}. */
@Module({ providers: [IntegrityService], exports: [IntegrityService] })
export class IntegrityModule {}
