import type { Leg, LinkState } from '@sealwave/web/gateway-client';

/** The state of the whole way to the voice server, for a person. */
export interface LinkText {
  /** What is so; worth saying aloud when it changes. */
  readonly line: string;
  /** How it goes on: changes often and is only shown. */
  readonly detail: string;
}

const NAME: Readonly<Record<Leg, string>> = {
  gateway: 'the gateway',
  'voice-server': 'the voice server',
};

/** Puts the state of the connection into words. */
export function linkText(link: LinkState): LinkText {
  switch (link.kind) {
    case 'connecting':
      return { line: `Connecting to ${NAME[link.leg]}…`, detail: '' };
    case 'connected':
      return { line: `Connected to ${serverName(link.host, link.port)}`, detail: '' };
    case 'reconnecting':
      return { line: `Lost ${NAME[link.leg]}, retrying`, detail: `(attempt ${link.attempt})…` };
    case 'disconnected':
      return {
        line: link.reason === 'requested' ? 'Disconnected' : 'Lost the voice server',
        detail: '',
      };
    case 'failed':
      return { line: `No connection: ${link.message}`, detail: retryText(link.retryMs) };
  }
}

function retryText(retryMs: number | null): string {
  return retryMs === null ? '' : `(next try in ${Math.ceil(retryMs / 1000)} s)`;
}

/** An IPv6 address goes in brackets, so that its port can be told from it. */
function serverName(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
