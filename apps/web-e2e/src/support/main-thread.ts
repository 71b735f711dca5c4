import type { Browser, Page } from '@playwright/test';

/** A task of the main thread, in milliseconds. */
export interface Task {
  /** Time since the first task of the trace. */
  readonly atMs: number;
  /** Duration. It includes time in which the processor did something else. */
  readonly wallMs: number;
  /** Processor time. */
  readonly processorMs: number;
}

/** The parts of a trace event that describe tasks (Chromium's Trace Event Format). Times are in µs. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const CATEGORIES = ['disabled-by-default-devtools.timeline', '__metadata'];

/** Lists the tasks of the main thread of `page` during `work`, oldest first. */
export async function tasksDuring(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<readonly Task[]> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: readonly TraceEvent[];
  };
  return tasksOf(trace.traceEvents);
}

/** The tasks of the busiest renderer. Only the measured page is active. */
function tasksOf(events: readonly TraceEvent[]): readonly Task[] {
  const mains = events
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map((main) => events.filter((event) => isTaskOf(event, main)));
  const [busiest] = mains.sort((a, b) => b.length - a.length);
  const sorted = [...(busiest ?? [])].sort((a, b) => a.ts - b.ts);
  // A task of a few microseconds may have no processor time.
  return sorted.map(({ ts, dur = 0, tdur = dur }) => ({
    atMs: (ts - sorted[0].ts) / 1000,
    wallMs: dur / 1000,
    processorMs: tdur / 1000,
  }));
}

function isTaskOf(event: TraceEvent, thread: TraceEvent): boolean {
  const sameThread = event.pid === thread.pid && event.tid === thread.tid;
  return sameThread && event.name === 'RunTask' && event.dur !== undefined;
}
