import type { Failure } from '@sealwave/contracts';
import { type Clock, ErrorCode } from '@sealwave/kernel';
import { whoEnds } from '../admission/ending-order';
import type { Visitor } from '../admission/visitor';

/** Limits for unfinished input. */
export interface UnfinishedLimits {
  /** Limit for one address, over all its inputs here, in bytes. */
  readonly maxBytesPerAddress: number;
  /** Limit for all addresses together, in bytes. */
  readonly maxBytes: number;
}

/** An input that arrives in pieces. */
export interface UnfinishedOptions {
  readonly visitor: Visitor;
  /** Time from the first to the last byte, in milliseconds. */
  readonly maxMs: number;
  /** Ends the input, and frees what has arrived. */
  readonly cut: (why: Failure) => void;
}

const TOO_SLOW: Failure = {
  code: ErrorCode.FrameStalled,
  message: 'the input was not finished in time',
};
const TOO_MUCH: Failure = {
  code: ErrorCode.Busy,
  message: 'too much from this address is under way at the moment; try again',
};

/**
 * An input that grows by fewer bytes in this time has stalled. This is a tenth of what the slowest line
 * carries.
 */
const PROGRESS = { bytes: 16 * 1024, ms: 10_000 };

/**
 * Counts the bytes of unfinished input: messages, requests, events without their attachment, uploads. Each has
 * a time limit. All inputs of an address together have a limit in bytes. When it is exceeded, {@link whoEnds}
 * chooses what ends.
 */
export class UnfinishedInput {
  private readonly groups = new Map<string, Group>();
  private total = 0;
  private begun = 0;

  constructor(
    private readonly limits: UnfinishedLimits,
    private readonly clock: Clock,
  ) {}

  /** Bytes of all unfinished input. */
  get bytes(): number {
    return this.total;
  }

  /** Prepares to count an input. Its time limit starts when its first bytes are counted. */
  expect(options: UnfinishedOptions): Unfinished {
    return new Unfinished(options, {
      clock: this.clock,
      nextNumber: () => this.begun++,
      count: (unfinished, change) => this.count(unfinished, change),
    });
  }

  private count(unfinished: Unfinished, change: number): void {
    const { group, isExempt } = unfinished.visitor;
    const members = this.groups.get(group) ?? { all: new Set(), bytes: 0 };
    this.groups.set(group, members);
    members.bytes += change;
    this.total += change;
    if (unfinished.bytes > 0) members.all.add(unfinished);
    else members.all.delete(unfinished);
    if (members.all.size === 0) this.groups.delete(group);
    if (change <= 0) return;
    const { maxBytes, maxBytesPerAddress } = this.limits;
    while (!isExempt && members.bytes > maxBytesPerAddress) whoEnds(members.all).end(TOO_MUCH);
    while (this.total > maxBytes) whoEnds(this.greatest().all).end(TOO_MUCH);
  }

  private greatest(): Group {
    return [...this.groups.values()].reduce((a, b) => (b.bytes > a.bytes ? b : a));
  }
}

/** The unfinished input of one address. */
interface Group {
  readonly all: Set<Unfinished>;
  bytes: number;
}

/** What an input needs from the class that counts it. */
interface Counting {
  readonly clock: Clock;
  readonly nextNumber: () => number;
  readonly count: (unfinished: Unfinished, change: number) => void;
}

/** An input that arrives in pieces. It may begin again after it is finished. */
export class Unfinished {
  private held = 0;
  private number = 0;
  private progress = { bytes: 0, atMs: 0 };
  private deadline: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: UnfinishedOptions,
    private readonly counting: Counting,
  ) {}

  get visitor(): Visitor {
    return this.options.visitor;
  }

  /** Bytes that have arrived. */
  get bytes(): number {
    return this.held;
  }

  /** Increases with each input that begins. */
  get order(): number {
    return this.number;
  }

  /** Whether it has stopped, or nearly. */
  get isStalled(): boolean {
    return this.counting.clock.now() - this.progress.atMs > PROGRESS.ms;
  }

  /** Sets the number of bytes that have arrived. 0 when the input is finished. */
  hold(bytes: number): void {
    const change = bytes - this.held;
    if (change === 0) return;
    if (this.held === 0) this.begin();
    if (bytes === 0) clearTimeout(this.deadline);
    this.held = bytes;
    if (bytes >= this.progress.bytes + PROGRESS.bytes) this.noteProgress();
    this.counting.count(this, change);
  }

  /** Ends it before it is finished. */
  end(why: Failure): void {
    this.hold(0);
    this.options.cut(why);
  }

  private begin(): void {
    this.number = this.counting.nextNumber();
    this.noteProgress();
    this.deadline = setTimeout(() => this.end(TOO_SLOW), this.options.maxMs).unref();
  }

  private noteProgress(): void {
    this.progress = { bytes: this.held, atMs: this.counting.clock.now() };
  }
}
