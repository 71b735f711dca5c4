import type { Failure } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import type { Visitor } from './visitor';

/** What input that is begun and not finished may cost. */
export interface UnfinishedLimits {
  /** Of one address, over all that it has here. */
  readonly maxBytesPerAddress: number;
  /** Of all. */
  readonly maxBytes: number;
}

/** Something that arrives piece by piece. */
export interface UnfinishedOptions {
  readonly visitor: Visitor;
  /** Milliseconds from its first byte to its last. */
  readonly maxMs: number;
  /** Ends it, and lets go of what came of it. */
  readonly cut: (why: Failure) => void;
}

const TOO_SLOW: Failure = {
  code: ErrorCode.FrameStalled,
  message: 'what was begun was not finished in time',
};
const TOO_MUCH: Failure = {
  code: ErrorCode.RateLimited,
  message: 'too much was begun and not finished from this address',
};

/**
 * Counts the bytes of what has arrived in part: messages, requests, events without their attachment, uploads. Each has a
 * time to be finished, and all of one address a number of bytes. Where that is used up, what is largest ends: who
 * sends something small is not to pay for who hoards.
 */
export class UnfinishedInput {
  private readonly groups = new Map<string, Group>();
  private total = 0;

  constructor(private readonly limits: UnfinishedLimits) {}

  /** Bytes of all that is unfinished. */
  get bytes(): number {
    return this.total;
  }

  /** Something may arrive piece by piece; nothing has so far. */
  expect(options: UnfinishedOptions): Unfinished {
    return new Unfinished(options, (unfinished, change) => this.count(unfinished, change));
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
    if (!isExempt && members.bytes > maxBytesPerAddress) largest(members.all)?.end(TOO_MUCH);
    if (this.total <= maxBytes) return;
    const greatest = [...this.groups.values()].reduce((a, b) => (b.bytes > a.bytes ? b : a));
    largest(greatest.all)?.end(TOO_MUCH);
  }
}

/** What those of one address have begun. */
interface Group {
  readonly all: Set<Unfinished>;
  bytes: number;
}

/** One thing that arrives piece by piece, as often as it begins. */
export class Unfinished {
  private held = 0;
  private deadline: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: UnfinishedOptions,
    private readonly count: (unfinished: Unfinished, change: number) => void,
  ) {}

  get visitor(): Visitor {
    return this.options.visitor;
  }

  /** Bytes of it so far. */
  get bytes(): number {
    return this.held;
  }

  /** Sets how many bytes of it there are now; 0 when it is finished. */
  hold(bytes: number): void {
    const change = bytes - this.held;
    if (change === 0) return;
    if (this.held === 0) this.startDeadline();
    if (bytes === 0) clearTimeout(this.deadline);
    this.held = bytes;
    this.count(this, change);
  }

  /** Ends it before it is finished. */
  end(why: Failure): void {
    this.hold(0);
    this.options.cut(why);
  }

  private startDeadline(): void {
    this.deadline = setTimeout(() => this.end(TOO_SLOW), this.options.maxMs).unref();
  }
}

function largest(all: ReadonlySet<Unfinished>): Unfinished | undefined {
  return [...all].reduce((a, b) => (b.bytes > a.bytes ? b : a));
}
