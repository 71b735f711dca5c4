import type { ReceivedText } from '@sealwave/e2ee/session';
import type { Target } from '@sealwave/node/connection';
import type { Incoming } from '@sealwave/node/voice-client';
import type { Environment } from '../command-context';
import type { Provenance } from '../sealed/provenance';
import type { Screen } from '../terminal/screen';
import type { Destination } from './destination';

/** Who a message is from. */
export interface MessageOrigin {
  /** Name of the sender; null if unknown. */
  readonly sender: string | null;
  /** What is proved of it; only in a sealed room. */
  readonly provenance?: Provenance;
}

/** Options of {@link TerminalClient}. */
export interface TerminalClientOptions {
  readonly target: Target;
  /** Whether to reconnect instead of giving up. */
  readonly keep: boolean;
  /** Ends everything; pending calls reject with its reason. */
  readonly signal: AbortSignal;
  /** Receives a message. The next message waits until this one is handled. */
  readonly onMessage?: (message: Incoming, origin: MessageOrigin) => void | Promise<void>;
  /** Receives a text that was written in a sealed room. */
  readonly onText?: (text: ReceivedText) => void;
  /** The room to enter, and the name to use there. */
  readonly destination: Destination;
  /** How long a message waits until everybody in a sealed room can hear it, in milliseconds. */
  readonly waitMs?: number;
  /** Environment with the settings, and the folder of the known servers. */
  readonly place: Environment;
  /** Receives reports on the connection. */
  readonly screen: Screen;
  /** How to leave, for a command that stays in the room; without it, nothing is printed about the room. */
  readonly leave?: string;
}
