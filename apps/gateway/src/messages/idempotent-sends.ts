import { type AudioSent, GATEWAY_LIMITS } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { RequestError } from '../browser/request-error';

/** How many answers are cached, for a browser that did not get one. */
const MAX_CACHED_ANSWERS = 32;

interface InFlight {
  readonly control: AbortController;
  readonly outcome: Promise<AudioSent>;
}

/** The recordings that one browser is sending, and the answers to its latest ones. */
export class IdempotentSends {
  private readonly underWay = new Map<string, InFlight>();
  private readonly answers = new Map<string, AudioSent>();

  /**
   * Runs `work` once for each `id`, however often it is called; after a failure it may run again.
   * @param work MUST stop early with the reason of its signal.
   * @throws RequestError when too many recordings are in flight.
   * @throws the error of `work`, as a rejection.
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

  /** Cancels the work on `id`; false when there is none, or it was too late. */
  async cancel(id: string): Promise<boolean> {
    const send = this.underWay.get(id);
    if (!send) return false;
    send.control.abort(RequestError.cancelled());
    return send.outcome.then(() => false, isCancelled);
  }

  /** Cancels all work. */
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
