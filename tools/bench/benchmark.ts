/** Something to measure. */
export interface Benchmark {
  readonly title: string;
  /** Does the work once; its promise is awaited. */
  readonly work: () => unknown;
  /** Computes the printed figure from the duration of one `work`. */
  readonly figure: (durationMs: number) => number;
  /** Limit of the figure: a maximum, or a minimum if higher is better. */
  readonly limit?: number | undefined;
}

interface Suite {
  readonly title: string;
  /** Applies to all figures of this suite. */
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  /** Number of measured runs; {@link RUNS} unless given. */
  readonly runs?: number;
  readonly benchmarks: readonly Benchmark[];
}

const RUNS = 15;

/**
 * Duration of a run in milliseconds. It is long enough for the compiler to finish, and for an exact
 * measurement.
 */
const WARM_UP_MS = 500;
const RUN_MS = 100;

/**
 * Measures the benchmarks in turn, with several runs each. Prints a table: the median, the spread of the middle
 * half of the runs, their ratio to the first line, and the limit. If a median exceeds its limit, the exit
 * status becomes 1.
 */
export async function measure(suite: Suite): Promise<void> {
  const { title, unit, better, benchmarks, runs = RUNS } = suite;
  const rows: { benchmark: Benchmark; figures: number[] }[] = [];
  for (const benchmark of benchmarks) {
    rows.push({ benchmark, figures: await figuresOf(benchmark, runs) });
  }
  const first = quantile(rows[0].figures, 0.5);
  console.log(`\n${title}, ${unit}; Node ${process.versions.node}, CPU time of ${runs} runs each`);
  console.log(line(['', 'median', 'middle half', 'ratio', 'limit']));
  for (const { benchmark, figures } of rows) {
    const median = quantile(figures, 0.5);
    const { limit } = benchmark;
    const missed = limit !== undefined && (better === 'lower' ? median > limit : median < limit);
    if (missed) process.exitCode = 1;
    const spread = `${format(quantile(figures, 0.25))} to ${format(quantile(figures, 0.75))}`;
    const verdict = limit === undefined ? '' : `${limit} ${missed ? 'missed' : 'met'}`;
    console.log(line([benchmark.title, format(median), spread, format(median / first), verdict]));
  }
}

async function figuresOf({ work, figure }: Benchmark, runs: number): Promise<number[]> {
  const once = await repeat(work, { forMs: WARM_UP_MS });
  const count = Math.max(1, Math.round(RUN_MS / once));
  const figures: number[] = [];
  for (let run = 0; run < runs; run++) figures.push(figure(await repeat(work, { count })));
  return figures.sort((a, b) => a - b);
}

/**
 * Repeats `work` for the given time or number.
 * @returns the mean duration of one run of `work`, in milliseconds.
 */
async function repeat(
  work: () => unknown,
  limit: { forMs?: number; count?: number },
): Promise<number> {
  const { forMs = Infinity, count = Infinity } = limit;
  const from = cpuTimeMs();
  let done = 0;
  do {
    const result = work();
    if (result instanceof Promise) await result;
    done++;
  } while (done < count && cpuTimeMs() - from < forMs);
  return (cpuTimeMs() - from) / done;
}

/** Processor time of this process. Other running programs hardly change it. */
function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The quantile of numbers in ascending order. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.round((sorted.length - 1) * share)];
}

const format = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function line([title, ...columns]: readonly string[]): string {
  return title.padEnd(34) + columns.map((column) => column.padStart(15)).join('');
}
