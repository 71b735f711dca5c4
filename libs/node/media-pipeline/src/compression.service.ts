import { Injectable } from '@nestjs/common';
import { ErrorCode, UsageError } from '@sealwave/kernel';
import type { CompressedAudio } from './compressed-audio';

/** What a caller of {@link CompressionService.compress} may set. */
export interface CompressOptions {
  /** Ends the work early; the promise then rejects with the reason of the signal. */
  readonly signal?: AbortSignal;
}

/** Makes 64 kbit/s audio of the recordings that browsers send. */
@Injectable()
export class CompressionService {
  compress(_recording: Uint8Array, _options: CompressOptions = {}): Promise<CompressedAudio> {
    return Promise.reject(new UsageError(ErrorCode.Internal, 'not built yet'));
  }
}
