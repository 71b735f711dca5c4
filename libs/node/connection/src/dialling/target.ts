import { isIPv6 } from 'node:net';

/** Where a voice server listens. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, and `[host]:port` for an IPv6 address, as {@link parseTarget} reads it. */
export const TARGET = /^(?:\[[0-9A-Fa-f:.]+\]|[^\s:=,[\]]+):\d{1,5}$/;

/** Reads `host:port` or `[host]:port`. @returns null for anything else, and for what is no IPv6 address or no port. */
export function parseTarget(text: string): Target | null {
  if (!TARGET.test(text)) return null;
  const colon = text.lastIndexOf(':');
  const [written, port] = [text.slice(0, colon), Number(text.slice(colon + 1))];
  const host = written.startsWith('[') ? written.slice(1, -1) : written;
  if (host !== written && !isIPv6(host)) return null;
  return port >= 1 && port <= 65_535 ? { host, port } : null;
}

/** A target as people write it. */
export function formatTarget({ host, port }: Target): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
