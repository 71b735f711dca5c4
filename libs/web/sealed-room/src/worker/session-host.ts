import { SealedRoomLink, SigningKey } from '@sealwave/e2ee/keys';
import {
  openSealedRoomSession,
  type SealedRoomObserver,
  type SealedRoomSession,
} from '@sealwave/e2ee/session';
import { ErrorCode, systemClock, toHex, UsageError } from '@sealwave/kernel';
import { meetsSnr } from '@sealwave/audio';
import { QUALITY } from '@sealwave/contracts';
import { codeRecording, type CodedRecording } from './code-recording';
import type { Dispatcher } from './dispatcher';
import { makeLink, parseLink, shareLink } from './link-jobs';
import { qualityOf } from './quality-of';
import type {
  JobResults,
  RawRecording,
  RoomVisit,
  SendingProgress,
  SentRecording,
  SessionInput,
  SessionJob,
} from './session-messages';

/** Between two calls of `tick`, in milliseconds. */
const TICK_MS = 1000;

/** What a job may report, and what may end it early. */
export interface JobControl {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SendingProgress) => void;
}

/** Runs the one session of a worker. */
export class SessionHost {
  private session: Promise<SealedRoomSession> | null = null;

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly observer: SealedRoomObserver,
  ) {}

  /** Hands in what the server says, in the order of the calls. */
  async take(input: SessionInput): Promise<void> {
    const session = await this.opened();
    switch (input.kind) {
      case 'enter':
        return session.enter(input.entry);
      case 'lost':
        return session.lost();
      case 'notice':
        return session.notice(input.notice);
      case 'record':
        return session.record(input.record);
      case 'part':
        return session.part(input.n, input.part);
      case 'rename':
        return session.rename(input.name);
    }
  }

  /** Does a job. @throws VoiceError when it cannot be done. */
  async run(job: SessionJob, control: JobControl): Promise<JobResults[SessionJob['kind']]> {
    switch (job.kind) {
      case 'make':
        return makeLink();
      case 'parse':
        return parseLink(job.link);
      case 'share':
        return shareLink(job.sharing);
      case 'open':
        return this.open(job.visit);
      default:
        return ask(await this.opened(), job, control);
    }
  }

  private async open({ id, fragment, name, identity, people }: RoomVisit): Promise<null> {
    this.session = SealedRoomLink.parse(id, fragment).then((link) =>
      openSealedRoomSession({
        ...{ link, name, identity: new SigningKey(identity), remembered: people },
        ...{ transport: this.dispatcher, observer: this.observer },
        clock: { now: () => systemClock.now(), wallMs: () => Date.now() },
      }),
    );
    const session = await this.session;
    setInterval(() => session.tick(), TICK_MS);
    return null;
  }

  private opened(): Promise<SealedRoomSession> {
    const { session } = this;
    return session ?? Promise.reject(new UsageError(ErrorCode.Usage, 'no session is open'));
  }
}

/** Does a job that needs a session. */
async function ask(
  session: SealedRoomSession,
  job: Exclude<SessionJob, { kind: 'make' | 'parse' | 'share' | 'open' }>,
  control: JobControl,
): Promise<JobResults[SessionJob['kind']]> {
  switch (job.kind) {
    case 'send':
      return send(session, job.recording, control);
    case 'order':
      return session.order(job.order);
    case 'verify':
      return session.verify(job.identity);
    case 'accept':
      return session.accept(job.identity);
    case 'code':
      return job.identity === null ? session.roomCode() : session.pairCode(job.identity);
  }
}

async function send(
  session: SealedRoomSession,
  recording: RawRecording,
  { signal, onProgress }: JobControl,
): Promise<SentRecording> {
  const { frames, report, reportBytes } = await coded(recording, { signal, onProgress });
  const { coder, startedMs } = recording;
  const sent = await session.sendRecorded({
    ...{ frames, coder, startedMs, signal, report: reportBytes },
    onProgress: (accepted) => onProgress({ phase: 'uploading', done: accepted / frames.length }),
  });
  if (sent.reason === 'cancelled') throw cancelled();
  return {
    id: toHex(sent.transmissionId),
    audience: sent.audience,
    quality: qualityOf(report),
    meetsSnr: meetsSnr(report.snr, QUALITY.minSnrDb),
    durationMs: (recording.samples.length / recording.samplingRate) * 1000,
  };
}

/** Codes in steps, so that what others send is handled in between. */
async function coded(
  recording: RawRecording,
  { signal, onProgress }: JobControl,
): Promise<CodedRecording> {
  const work = codeRecording(recording);
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    onProgress({ phase: 'coding', done: step.value });
    await nextTurn();
    if (signal.aborted) throw cancelled();
  }
}

function cancelled(): UsageError {
  return new UsageError(ErrorCode.Cancelled, 'sending was cancelled');
}

/** Lets waiting messages arrive. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
