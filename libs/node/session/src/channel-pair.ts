import type { Frame, FrameType } from '@sealwave/wire';
import type { FrameChannel } from './frame-channel';

/** One end of a {@link channelPair}, with what came over it. */
export interface TestChannel extends FrameChannel {
  readonly received: readonly Frame[];
}

/** Two channels in memory, each of which receives what the other one sends. For specs. */
export function channelPair(): readonly [TestChannel, TestChannel] {
  const [toA, toB] = [new Mailbox(), new Mailbox()];
  return [
    { send: (type, body) => toB.put(type, body), receive: () => toA.take(), received: toA.all },
    { send: (type, body) => toA.put(type, body), receive: () => toB.take(), received: toB.all },
  ];
}

class Mailbox {
  readonly all: Frame[] = [];
  private taken = 0;
  private wake: (() => void) | null = null;

  put(type: FrameType, body: Uint8Array): void {
    this.all.push({ type, body: new Uint8Array(body) });
    this.wake?.();
  }

  async take(): Promise<Frame> {
    while (this.taken === this.all.length) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    return this.all[this.taken++];
  }
}
