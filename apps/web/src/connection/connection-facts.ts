import type { ConnectionState } from '@sealwave/web/gateway-client';
import { nextTryText, refusalText } from './refusal-text';

const WAITING = $localize`Waiting for the connection.`;
const LOST = $localize`Lost.`;

/** What the page knows about its connection to the gateway. */
export interface GatewayFacts {
  readonly up: boolean;
  readonly roundTripMs: number | null;
}

/** Describes the connection between this page and the gateway. */
export function gatewayText(link: ConnectionState, { up, roundTripMs }: GatewayFacts): string {
  if (up && roundTripMs === null) return $localize`Connected.`;
  if (up && Number(roundTripMs) < 1) return $localize`Connected, less than 1 ms there and back.`;
  if (up)
    return $localize`Connected, ${Math.round(Number(roundTripMs))}:milliseconds: ms there and back.`;
  if (link.kind === 'failed' && link.leg === 'gateway') return refusalText(link);
  if (link.kind === 'reconnecting')
    return $localize`Lost. Attempt ${link.attempt}:number: to reach it again.`;
  return link.kind === 'connecting' ? $localize`Connecting…` : $localize`Not connected.`;
}

/**
 * Describes the connection between the gateway and the voice server.
 * @param waitSeconds until the next attempt; null if unknown.
 */
export function serverText(link: ConnectionState, waitSeconds: number | null): string {
  switch (link.kind) {
    case 'connected':
      return $localize`Connected.`;
    case 'connecting':
      return link.leg === 'gateway' ? WAITING : $localize`Connecting…`;
    case 'reconnecting':
      return link.leg === 'gateway' ? WAITING : retryText(link.attempt, waitSeconds);
    case 'disconnected':
      return link.reason === 'requested' ? $localize`You disconnected.` : LOST;
    case 'failed':
      return link.leg === 'gateway' ? WAITING : failureText(refusalText(link), waitSeconds);
  }
}

function retryText(attempt: number, waitSeconds: number | null): string {
  if (waitSeconds) return $localize`Lost. Attempt ${attempt}:number: in ${waitSeconds}:seconds: s.`;
  return $localize`Lost. Attempt ${attempt}:number: to reach it again.`;
}

function failureText(reason: string, waitSeconds: number | null): string {
  return waitSeconds ? `${reason} ${nextTryText(waitSeconds)}` : reason;
}
