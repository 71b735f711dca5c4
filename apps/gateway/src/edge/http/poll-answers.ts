import type { IncomingMessage, ServerResponse } from 'node:http';
import { query } from './http-admission';

/**
 * Remembers the latest HTTP answer of each session. A correct client reads an answer before it polls again. A
 * client that does not read, but polls over another connection, would accumulate answers with recordings.
 */
export class PollAnswers {
  private readonly answers = new Map<string, ServerResponse>();

  /** Whether a session polls before its previous answer has left. */
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
