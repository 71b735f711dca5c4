import type { Leg, LinkState } from '@sealwave/web/gateway-client';

const NAME: Readonly<Record<Leg, string>> = {
  gateway: 'the gateway',
  'voice-server': 'the voice server',
};

/** The state of the whole way to the voice server, as one line for a person. */
export function linkText(link: LinkState): string {
  switch (link.kind) {
    case 'connecting':
      return `Connecting to ${NAME[link.leg]}…`;
    case 'connected':
      return `Connected to ${serverName(link.host, link.port)}`;
    case 'reconnecting':
      return `Lost ${NAME[link.leg]}, reconnecting (attempt ${link.attempt})…`;
    case 'disconnected':
      return link.reason === 'requested' ? 'Disconnected' : 'Lost the voice server';
    case 'failed':
      return link.retryMs === null
        ? `Not connected: ${link.message}`
        : `Not connected: ${link.message}. Trying again in ${Math.ceil(link.retryMs / 1000)} s`;
  }
}

function serverName(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
