import type { Disconnected, ServerSecurity } from '@sealwave/contracts';
import type { ErrorCode } from '@sealwave/kernel';

/** The two parts of the connection: from this page to the gateway, and from there to the voice server. */
export type Leg = 'gateway' | 'voice-server';

/** State of the whole connection to the voice server. `leg` names the part that is not up. */
export type ConnectionState =
  | { readonly kind: 'connecting'; readonly leg: Leg }
  /** Both parts are up: recordings can be sent and received. */
  | {
      readonly kind: 'connected';
      readonly host: string;
      readonly port: number;
      /** The server's trust state; absent from a gateway of an earlier version. */
      readonly security?: ServerSecurity;
      /** In a sealed room: 32 bytes, base64url, different for each connection to the voice server. */
      readonly exporter?: string;
    }
  /** `attempt` counts from 1. `delayMs` is the time until the attempt; null if unknown. */
  | {
      readonly kind: 'reconnecting';
      readonly leg: Leg;
      readonly attempt: number;
      readonly delayMs: number | null;
    }
  | { readonly kind: 'disconnected'; readonly reason: Disconnected['reason'] }
  /** The gateway refused this leg. The page asks again after `retryMs`, or never if that is null. */
  | {
      readonly kind: 'failed';
      readonly leg: Leg;
      readonly message: string;
      readonly retryMs: number | null;
      readonly code: ErrorCode;
      /** Set when the gateway ended an existing connection. */
      readonly cutOff?: true;
    };

/** The socket to the gateway has just closed. It opens again. */
export const REOPENING: ConnectionState = {
  kind: 'reconnecting',
  leg: 'gateway',
  attempt: 1,
  delayMs: null,
};

/** Milliseconds until the next attempt; null if the state does not tell. */
export function waitingTimeOf(state: ConnectionState): number | null {
  if (state.kind === 'reconnecting') return state.delayMs;
  return state.kind === 'failed' ? state.retryMs : null;
}
