import { readFileSync } from 'node:fs';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { replacePrivateFile, withFileLock } from '@sealwave/node/config';
import { FINGERPRINT } from '@sealwave/node/hop';
import type { KnownServer, ServerMemory } from './server-trust';

/** The file of known servers cannot be used. To continue without it would mean to trust any server. */
class KnownServersError extends VoiceError {
  override readonly peerFault = false;
}

const VERSION = 1;

/**
 * Known servers in a JSON file that only this account can read. The file is written after a first contact,
 * always as a whole. So a reader sees the old or the new file.
 */
export class KnownServersFile implements ServerMemory {
  /**
   * @param path the file; it need not exist.
   * @throws KnownServersError when it has another format.
   */
  constructor(private readonly path: string) {
    read(path);
  }

  /**
   * The entry of a server. Reads the file each time, because another process may have added the server.
   * @throws KnownServersError when the file cannot be read any more.
   */
  get(endpoint: string): KnownServer | undefined {
    return read(this.path).get(endpoint);
  }

  /**
   * Stores a server.
   * @throws KnownServersError when the file cannot be written. Nothing is stored then.
   */
  set(endpoint: string, server: KnownServer): void {
    try {
      // Other processes may add servers at the same time. The lock keeps their entries.
      withFileLock(this.path, () => {
        const servers = Object.fromEntries([...read(this.path), [endpoint, server]]);
        replacePrivateFile(this.path, `${JSON.stringify({ version: VERSION, servers })}\n`);
      });
    } catch (cause) {
      if (cause instanceof KnownServersError) throw cause;
      throw failure(this.path, 'cannot be written', cause);
    }
  }
}

function read(path: string): Map<string, KnownServer> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw failure(path, 'cannot be read', cause);
  }
  const servers = parse(text);
  if (!servers) throw failure(path, 'is not a list of known servers');
  return servers;
}

function parse(text: string): Map<string, KnownServer> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
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

function failure(path: string, what: string, cause?: unknown): KnownServersError {
  return new KnownServersError(ErrorCode.Config, `${path} ${what}`, {}, { cause });
}
