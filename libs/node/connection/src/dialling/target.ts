import { isIPv6 } from 'node:net';

/** The address that a voice server listens on. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** Form of an address: `host:port`, or `[host]:port` for IPv6. {@link parseTarget} reads it. */
export const TARGET = /^(?:\[[0-9A-Fa-f:.]+\]|[^\s:=,[\]]+):\d{1,5}$/;

/**
 * Reads `host:port` or `[host]:port`.
 * @returns null for any other text, and for an invalid IPv6 address or port.
 */
export function parseTarget(text: string): Target | null {
  if (!TARGET.test(text)) return null;
  const colon = text.lastIndexOf(':');
  const [written, port] = [text.slice(0, colon), Number(text.slice(colon + 1))];
  const host = written.startsWith('[') ? written.slice(1, -1) : written;
  if (host !== written && !isIPv6(host)) return null;
  return port >= 1 && port <= 65_535 ? { host, port } : null;
}

/** Formats an address as people write it. */
export function formatTarget({ host, port }: Target): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
