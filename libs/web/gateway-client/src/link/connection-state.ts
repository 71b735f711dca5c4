import type { Disconnected, ServerSecurity } from '@sealwave/contracts';
import type { ErrorCode } from '@sealwave/kernel';

/** The two legs of the way: this page to the gateway, and the gateway to the voice server. */
export type Leg = 'gateway' | 'voice-server';

/** The whole way to the voice server; the leg named is the one that is not up. */
export type ConnectionState =
  | { readonly kind: 'connecting'; readonly leg: Leg }
  /** Both legs are up: recordings can be sent and will arrive. */
  | {
      readonly kind: 'connected';
      readonly host: string;
      readonly port: number;
      /** What the gateway knows of the voice server; a gateway of an earlier version does not say. */
      readonly security?: ServerSecurity;
    }
  /** `attempt` is 1 for the first; `delayMs`, where known, is how long after this it is made. */
  | {
      readonly kind: 'reconnecting';
      readonly leg: Leg;
      readonly attempt: number;
      readonly delayMs: number | null;
    }
  | { readonly kind: 'disconnected'; readonly reason: Disconnected['reason'] }
  /** The gateway refused, at the leg named; it is asked again after `retryMs`, or never when that is null. */
  | {
      readonly kind: 'failed';
      readonly leg: Leg;
      readonly message: string;
      readonly retryMs: number | null;
      readonly code: ErrorCode;
      /** The gateway ended a connection that was there. */
      readonly cutOff?: true;
    };
