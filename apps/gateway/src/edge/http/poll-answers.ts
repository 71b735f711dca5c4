import type { IncomingMessage, ServerResponse } from 'node:http';
import { query } from './http-admission';

/**
 * Remembers what each session was last answered over HTTP. A client that asks again has read the answer before: one that asks
 * over another connection, and does not read, would have any number of recordings wait for it.
 */
export class PollAnswers {
  private readonly answers = new Map<string, ServerResponse>();

  /** Whether a session asks for more while its last answer has not left. */
  overtakes(request: IncomingMessage, response: ServerResponse): boolean {
    const session = query(request).get('sid');
    if (session === null || request.method !== 'GET') return false;
    const last = this.answers.get(session);
    if (last && last.writableEnded && !last.writableFinished && !last.destroyed) return true;
    this.answers.set(session, response);
    response.once('close', () => {
      if (this.answers.get(session) === response) this.answers.delete(session);
    });
    return false;
  }
}
