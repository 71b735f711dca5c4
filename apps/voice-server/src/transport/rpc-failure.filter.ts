import { Catch, Logger, type RpcExceptionFilter } from '@nestjs/common';
import { EMPTY, type Observable } from 'rxjs';

/**
 * Logs what a handler throws. Nest does not hand such an error back to the transport, so without
 * this it would vanish.
 */
@Catch()
export class RpcFailureFilter implements RpcExceptionFilter {
  private readonly logger = new Logger(RpcFailureFilter.name);

  catch(error: unknown): Observable<never> {
    this.logger.error(error);
    return EMPTY;
  }
}
