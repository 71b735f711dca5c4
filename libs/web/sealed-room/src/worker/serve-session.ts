import type { CoderName } from '@sealwave/contracts';
import type { EndedTransmission, SealedRoomObserver } from '@sealwave/e2ee/session';
import { ErrorCode, reportDefect, runInBackground, toHex, VoiceError } from '@sealwave/kernel';
import { decodeTransmission } from './decode-transmission';
import { Dispatcher } from './dispatcher';
import { qualityOf } from './quality-of';
import { SessionHost } from './session-host';
import type {
  Failure,
  FromWorker,
  ReceivedRecording,
  SessionEvent,
  SessionPort,
  ToWorker,
} from './session-messages';

/** Runs a session in a sealed room for the page at the other end of `port`. */
export function serveSession(port: SessionPort): void {
  const answer = (message: FromWorker, transfer: Transferable[] = []): void =>
    port.postMessage(message, transfer);
  const dispatcher = new Dispatcher((id, dispatch) => answer({ kind: 'dispatch', id, dispatch }));
  const host = new SessionHost(
    dispatcher,
    observerThat((event) => answer({ kind: 'event', event })),
  );
  const jobs = new Map<number, AbortController>();

  async function run({ id, job }: Extract<ToWorker, { kind: 'job' }>): Promise<void> {
    const aborting = new AbortController();
    jobs.set(id, aborting);
    try {
      const result = await host.run(job, {
        signal: aborting.signal,
        onProgress: (progress) => answer({ kind: 'progress', id, progress }),
      });
      answer({ kind: 'done', id, result });
    } catch (error) {
      answer({ kind: 'failed', id, failure: failureOf(error) });
    } finally {
      jobs.delete(id);
    }
  }

  port.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
    switch (data.kind) {
      case 'input':
        return runInBackground(() => host.take(data.input), reportDefect);
      case 'job':
        return runInBackground(() => run(data), reportDefect);
      case 'cancel':
        return jobs.get(data.id)?.abort();
      case 'settled':
        return dispatcher.settle(data.id, data.failure);
    }
  });
}

/** What of a session the page is told. Texts and live voice are not shown by this page yet. */
function observerThat(tell: (event: SessionEvent) => void): SealedRoomObserver {
  const nothing = (): void => undefined;
  return {
    peopleChanged: (people, state) => tell({ kind: 'people', people, state }),
    transmissionBegan: nothing,
    transmissionProgressed: nothing,
    transmissionEnded: (ended) => {
      const recording = recordingOf(ended);
      if (recording !== null) tell({ kind: 'received', recording });
    },
    textReceived: nothing,
    refused: (refusal) => tell({ kind: 'refused', refusal }),
    ordered: nothing,
    moved: ({ id, fragment }) => tell({ kind: 'moved', id, fragment }),
    failed: (error) => tell({ kind: 'failed', ...failureOf(error) }),
  };
}

/** Null for what is not to be shown: it comes again whole, its sender has withdrawn it, or nothing of it came. */
function recordingOf(ended: EndedTransmission): ReceivedRecording | null {
  const { header, reason, frames, identity, name, from, unverified, clockDiffers } = ended;
  const { coder } = header;
  if (reason === 'cancelled' || (reason === 'renewed' && header.kind === 'recorded')) return null;
  if (!isVoice(coder) || frames.length === 0) return null;
  const { wav, durationMs, report, undecodable } = decodeTransmission(ended, coder);
  return {
    ...{ id: toHex(header.transmissionId), from, name, identity, unverified, clockDiffers },
    ...{ coder, wav, durationMs, reason },
    quality: report && qualityOf(report),
    complete: ended.complete && undecodable === 0,
    missing: ended.missing === null ? null : ended.missing + undecodable,
  };
}

function isVoice(coder: CoderName | 'none'): coder is CoderName {
  return coder !== 'none';
}

function failureOf(error: unknown): Failure {
  if (error instanceof VoiceError) return { code: error.code, message: error.message };
  return { code: ErrorCode.Internal, message: String(error) };
}
