import { Deliveries, type DeliveryLimits, LARGE_BYTES, type Listener } from './deliveries';

/** Time to keep a message after its last listener, for the links to which it comes later, in milliseconds. */
const KEEP_MS = 1_000;

/** A message as a listener gets it. */
export interface SharedMessage {
  /** The same bytes for all listeners; perhaps not those that were passed in. */
  readonly bytes: Uint8Array;
  /**
   * Resolves when there is memory for the message, to a function to call when the listener does not need it any
   * more.
   */
  readonly admitted: Promise<() => void>;
}

/**
 * Large messages on their way to browsers. Each link of the gateway gets a copy of the same message; this keeps
 * one of them, within a memory budget, while anybody reads it. A message whose listeners all read nothing
 * counts to a budget of its own, and they are cut off once that is exceeded.
 */
export class SharedMessages {
  private readonly kept = new Set<Kept>();
  private readonly deliveries: Deliveries;

  constructor(limits: DeliveryLimits) {
    this.deliveries = new Deliveries(limits);
  }

  /** Looks up a message, or enters it, for `listener`. */
  share(bytes: Uint8Array, listener: Listener): SharedMessage {
    if (bytes.length < LARGE_BYTES) {
      return { bytes, admitted: Promise.resolve(() => undefined) };
    }
    const kept = this.find(bytes) ?? this.keep(bytes);
    const leave = kept.enter(listener);
    const admitted = kept.admitted.then(
      () => leave,
      (reason: unknown) => {
        leave();
        throw reason;
      },
    );
    return { bytes: kept.bytes, admitted };
  }

  private find(bytes: Uint8Array): Kept | undefined {
    for (const kept of this.kept) {
      if (kept.bytes === bytes) return kept;
      if (kept.bytes.length === bytes.length && Buffer.compare(kept.bytes, bytes) === 0)
        return kept;
    }
    return undefined;
  }

  private keep(bytes: Uint8Array): Kept {
    const audience = new Audience();
    const room = this.deliveries.room(bytes.length, audience);
    const kept: Kept = new Kept(bytes, audience, room, () => this.kept.delete(kept));
    this.kept.add(kept);
    return kept;
  }
}

/** One message, and those who read it. */
class Kept {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly bytes: Uint8Array,
    private readonly audience: Audience,
    readonly admitted: Promise<() => void>,
    private readonly forget: () => void,
  ) {}

  /** @returns a function that ends the interest of the listener. */
  enter(listener: Listener): () => void {
    clearTimeout(this.timer);
    const leave = this.audience.enter(listener);
    return () => {
      leave();
      if (this.audience.isEmpty) this.timer = setTimeout(() => this.drop(), KEEP_MS).unref();
    };
  }

  private drop(): void {
    this.forget();
    this.admitted.then(
      (giveBack) => giveBack(),
      () => undefined, // The listeners got the error.
    );
  }
}

/** All who read one message, as one listener. */
class Audience implements Listener {
  private readonly reading = new Set<{ readonly listener: Listener; readonly before: number }>();
  private takenByFormer = 0;

  get isEmpty(): boolean {
    return this.reading.size === 0;
  }

  get takenBytes(): number {
    let bytes = this.takenByFormer;
    for (const { listener, before } of this.reading) bytes += listener.takenBytes - before;
    return bytes;
  }

  enter(listener: Listener): () => void {
    const entry = { listener, before: listener.takenBytes };
    this.reading.add(entry);
    return () => {
      if (this.reading.delete(entry)) this.takenByFormer += listener.takenBytes - entry.before;
    };
  }

  cut(): void {
    for (const { listener } of [...this.reading]) listener.cut();
  }
}
