import { Deliveries, type DeliveryLimits, LARGE_BYTES, type Listener } from './deliveries';

/**
 * How long to keep a message after its last listener, in milliseconds. Other connections may receive it later.
 */
const KEEP_MS = 1_000;

/** A message as a listener gets it. */
export interface SharedMessage {
  /** The bytes that all listeners share. They may be other memory than the bytes passed in. */
  readonly bytes: Uint8Array;
  /**
   * Resolves when there is memory for the message. The value is a function to call when the listener does not
   * need it any more.
   */
  readonly admitted: Promise<() => void>;
}

/**
 * Large messages on their way to browsers. Each connection of the gateway receives a copy of the same message.
 * This class keeps only one copy, within a memory budget, while anybody reads it. A message that no listener
 * reads counts to a separate budget. When that budget is exceeded, the listeners are cut off.
 */
export class SharedMessages {
  private readonly kept = new Set<Kept>();
  private readonly deliveries: Deliveries;

  constructor(limits: DeliveryLimits) {
    this.deliveries = new Deliveries(limits);
  }

  /** Finds the message for `listener`, or adds it. */
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

/** One message with its readers. */
class Kept {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly bytes: Uint8Array,
    private readonly audience: Audience,
    readonly admitted: Promise<() => void>,
    private readonly forget: () => void,
  ) {}

  /**
   * Adds a listener.
   * @returns a function that removes the listener.
   */
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

/** All readers of one message, as one listener. */
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
