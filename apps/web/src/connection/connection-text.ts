import type { Leg, ConnectionState } from '@sealwave/web/gateway-client';
import { nextTryText, refusalText } from './refusal-text';

/** The state of the whole connection to the voice server, in words. */
export interface ConnectionText {
  /** The state itself. A screen reader announces it when it changes. */
  readonly line: string;
  /** What happens next. It changes often: it is shown, but not announced. */
  readonly detail: string;
}

/** What the text depends on in addition to the state. */
export interface TextContext {
  /** False when the browser says that it has no network. */
  readonly online: boolean;
  /** Seconds until the next attempt; null if unknown. */
  readonly waitSeconds: number | null;
}

const CONNECTING: Readonly<Record<Leg, string>> = {
  gateway: $localize`Connecting to the gateway…`,
  'voice-server': $localize`Connecting to the voice server…`,
};

const RETRYING: Readonly<Record<Leg, string>> = {
  gateway: $localize`Connection lost. Reconnecting`,
  'voice-server': $localize`Server unavailable. Reconnecting`,
};

const OFFLINE = $localize`You're offline`;

/** Describes the state of the connection. */
export function connectionText(
  link: ConnectionState,
  { online, waitSeconds }: TextContext,
): ConnectionText {
  if (!online && stopsWithNetwork(link)) {
    // A server on the same computer needs no network.
    const stays = link.kind === 'connected';
    return { line: OFFLINE, detail: stays ? $localize`(this computer's own server answers)` : '' };
  }
  switch (link.kind) {
    case 'connecting':
      return { line: CONNECTING[link.leg], detail: '' };
    case 'connected':
      return { line: $localize`Connected`, detail: '' };
    case 'reconnecting':
      return {
        line: RETRYING[link.leg],
        detail: $localize`(attempt ${link.attempt}:number:)…`,
      };
    case 'disconnected':
      return {
        line: link.reason === 'requested' ? $localize`Disconnected` : $localize`Server unavailable`,
        detail: '',
      };
    case 'failed':
      return { line: refusalText(link), detail: waitSeconds ? nextTryText(waitSeconds) : '' };
  }
}

/** Formats an address. An IPv6 address gets brackets to separate it from its port. */
export function serverName({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * Whether the lack of a network explains the state. It does not if the person disconnected, or has to change
 * something first.
 */
function stopsWithNetwork(link: ConnectionState): boolean {
  if (link.kind === 'disconnected') return link.reason !== 'requested';
  return link.kind !== 'failed' || link.retryMs !== null;
}
