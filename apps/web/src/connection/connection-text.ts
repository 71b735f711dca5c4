import type { Leg, ConnectionState } from '@sealwave/web/gateway-client';
import { nextTryText, refusalText } from './refusal-text';

/** The state of the whole way to the voice server, for a person. */
export interface LinkText {
  /** What is so; worth saying aloud when it changes. */
  readonly line: string;
  /** How it goes on: changes often and is only shown. */
  readonly detail: string;
}

/** What counts in addition to the state itself. */
export interface Surroundings {
  /** False when the browser says that it has no network. */
  readonly online: boolean;
  /** Until the next attempt; null where nobody knows. */
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

/** Puts the state of the connection into words. */
export function connectionText(
  link: ConnectionState,
  { online, waitSeconds }: Surroundings,
): LinkText {
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

/** An IPv6 address goes in brackets, so that its port can be told from it. */
export function serverName({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** What was left on purpose, and what a person has to change, stay as they are without a network. */
function stopsWithNetwork(link: ConnectionState): boolean {
  if (link.kind === 'disconnected') return link.reason !== 'requested';
  return link.kind !== 'failed' || link.retryMs !== null;
}
