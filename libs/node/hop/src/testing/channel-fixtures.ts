import type { Frame, FrameType } from '@sealwave/wire';
import type { FrameChannel } from '../record/frame-channel';

/** One end of a {@link channelPair}, with the frames that it received. */
export interface TestChannel extends FrameChannel {
  readonly received: readonly Frame[];
}

/** Two connected channels in memory; for specs. */
export function channelPair(): readonly [TestChannel, TestChannel] {
  const [toA, toB] = [new Mailbox(), new Mailbox()];
  return [end(toB, toA), end(toA, toB)];
}

function end(there: Mailbox, here: Mailbox): TestChannel {
  return {
    send: (type, body) => there.put(type, body),
    sendTogether: (...frames) => frames.forEach(([type, body]) => there.put(type, body)),
    peek: () => here.peek(),
    receive: () => here.take(),
    received: here.all,
  };
}

class Mailbox {
  readonly all: Frame[] = [];
  private taken = 0;
  private wakers: (() => void)[] = [];

  put(type: FrameType, body: Uint8Array): void {
    this.all.push({ type, body: new Uint8Array(body) });
    for (const wake of this.wakers.splice(0)) wake();
  }

  async peek(): Promise<Frame> {
    while (this.taken === this.all.length) {
      await new Promise<void>((resolve) => this.wakers.push(resolve));
    }
    return this.all[this.taken];
  }

  async take(): Promise<Frame> {
    const frame = await this.peek();
    this.taken++;
    return frame;
  }
}
