import { type AudioSent, GATEWAY_LIMITS } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { RequestError } from '../browser/request-error';

/** How many answers are cached, for a browser that did not get one. */
const MAX_CACHED_ANSWERS = 32;

interface InFlight {
  readonly control: AbortController;
  readonly outcome: Promise<AudioSent>;
}

/** The recordings of one browser that are being sent, and what became of the latest ones. */
export class IdempotentSends {
  private readonly underWay = new Map<string, InFlight>();
  private readonly answers = new Map<string, AudioSent>();

  /**
   * Does `work` once for each `id`, however often it is asked for; after a failure it may be done again.
   * @param work ends early with the reason of its signal.
   * @throws RequestError when as many as may be are under way, and what `work` throws (as rejections).
   */
  async runOnce(id: string, work: (signal: AbortSignal) => Promise<AudioSent>): Promise<AudioSent> {
    const known = this.answers.get(id) ?? this.underWay.get(id)?.outcome;
    if (known) return known;
    const { maxSendsInFlight } = GATEWAY_LIMITS;
    if (this.underWay.size >= maxSendsInFlight) throw RequestError.busy(maxSendsInFlight);
    const control = new AbortController();
    const outcome = work(control.signal);
    this.underWay.set(id, { control, outcome });
    try {
      const answer = await outcome;
      this.keep(id, answer);
      return answer;
    } finally {
      this.underWay.delete(id);
    }
  }

  /** Ends the work on `id`; false when there is none, or it was too late to keep it from being sent. */
  async cancel(id: string): Promise<boolean> {
    const send = this.underWay.get(id);
    if (!send) return false;
    send.control.abort(RequestError.cancelled());
    return send.outcome.then(() => false, isCancelled);
  }

  /** Ends the work on all of them. */
  abort(reason: RequestError): void {
    for (const { control } of this.underWay.values()) control.abort(reason);
  }

  private keep(id: string, answer: AudioSent): void {
    this.answers.set(id, answer);
    const [oldest] = this.answers.keys();
    if (this.answers.size > MAX_CACHED_ANSWERS) this.answers.delete(oldest);
  }
}

function isCancelled(error: unknown): boolean {
  return error instanceof RequestError && error.code === ErrorCode.Cancelled;
}
