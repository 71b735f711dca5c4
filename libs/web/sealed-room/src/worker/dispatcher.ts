import type { SealedRoomTransport } from '@sealwave/e2ee/session';
import { type Bytes, VoiceError } from '@sealwave/kernel';
import type { Dispatch, Failure } from './session-messages';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Something that the gateway did not accept. */
class DispatchError extends VoiceError {
  override readonly peerFault = true;
}

/** The transport of a session: hands everything to the page, which has the connection. */
export class Dispatcher implements SealedRoomTransport {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  /** @param send hands a dispatch to the page, which answers with {@link settle}. */
  constructor(private readonly send: (id: number, dispatch: Dispatch) => void) {}

  announce(data: Bytes): Promise<void> {
    return this.dispatch({ kind: 'announce', data });
  }

  direct(n: number, data: Bytes): Promise<void> {
    return this.dispatch({ kind: 'direct', n, data });
  }

  order(data: Bytes): Promise<void> {
    return this.dispatch({ kind: 'order', data });
  }

  prove(point: Bytes, signature: Bytes, tokenKey: Bytes): Promise<void> {
    return this.dispatch({ kind: 'prove', point, signature, tokenKey });
  }

  part(part: Bytes): Promise<void> {
    return this.dispatch({ kind: 'part', part });
  }

  /** The gateway has answered. */
  settle(id: number, failure: Failure | null): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (failure === null) waiting?.resolve();
    else waiting?.reject(new DispatchError(failure.code, failure.message));
  }

  private dispatch(dispatch: Dispatch): Promise<void> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send(id, dispatch);
    });
  }
}
