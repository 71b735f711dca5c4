import { type JsonForm, PrivateJsonFile } from '@sealwave/node/config';
import { FINGERPRINT } from '@sealwave/node/hop';
import type { KnownServer, ServerMemory } from './server-trust';

const VERSION = 1;

/**
 * Known servers in a JSON file that only this account can read. It is rarely written: after a first contact.
 */
export class KnownServersFile implements ServerMemory {
  private readonly file: PrivateJsonFile<ReadonlyMap<string, KnownServer>>;

  /**
   * @param path the file; it need not exist.
   * @throws PrivateJsonError when it cannot be used: to continue without it would mean to trust any server.
   */
  constructor(path: string) {
    this.file = new PrivateJsonFile(path, KNOWN_SERVERS);
    this.file.read();
  }

  /**
   * The entry of a server. It reads the file each time, because another process may have added the server.
   * @throws PrivateJsonError when the file cannot be read any more.
   */
  get(endpoint: string): KnownServer | undefined {
    return this.file.read().get(endpoint);
  }

  /**
   * Stores a server.
   * @throws PrivateJsonError when the file cannot be written; then nothing is stored.
   */
  set(endpoint: string, server: KnownServer): void {
    this.file.update((servers) => new Map([...servers, [endpoint, server]]));
  }
}

const KNOWN_SERVERS: JsonForm<ReadonlyMap<string, KnownServer>> = {
  name: 'a list of known servers',
  empty: new Map(),
  parse,
  toJson: (servers) => ({ version: VERSION, servers: Object.fromEntries(servers) }),
};

function parse(value: unknown): ReadonlyMap<string, KnownServer> | null {
  const { version, servers }: { version?: unknown; servers?: unknown } = Object(value);
  if (version !== VERSION || typeof servers !== 'object' || servers === null) return null;
  const entries: [string, KnownServer][] = [];
  for (const [endpoint, server] of Object.entries(servers)) {
    const { fingerprint, next = null }: { fingerprint?: unknown; next?: unknown } = Object(server);
    if (!isFingerprint(fingerprint) || !(next === null || isFingerprint(next))) return null;
    entries.push([endpoint, { fingerprint, next }]);
  }
  return new Map(entries);
}

function isFingerprint(value: unknown): value is string {
  return typeof value === 'string' && FINGERPRINT.test(value);
}
