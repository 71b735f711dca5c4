import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ErrorCode } from '@sealwave/kernel';
import { dataFolder } from '@sealwave/node/config';
import { IdentityError, type Responder, ServerIdentity } from '@sealwave/node/session';
import type { VoiceServerConfig } from '../voice-server.config';

/** Injection token of the {@link Responder} that answers hellos. */
export const RESPONDER = Symbol('responder');

/**
 * The identity of this server, made and stored when there is none yet, and the one that will follow.
 * @throws IdentityError when a file cannot be used.
 */
export function loadIdentity(config: VoiceServerConfig): Responder {
  const folder = dataFolder(config.VOICE_DATA_DIR);
  const path = resolve(folder, config.VOICE_IDENTITY_KEY_FILE);
  const identity = read(path) ?? create(path);
  const next = read(resolve(folder, config.VOICE_NEXT_IDENTITY_KEY_FILE));
  const requiresHop = config.VOICE_HOP_POLICY === 'require';
  return { identity, nextIdentity: next?.point, requiresHop };
}

/** Null when there is no such file. */
function read(path: string): ServerIdentity | null {
  try {
    return ServerIdentity.fromPem(readFileSync(path, 'utf8'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw failure(`${path} holds no identity of a server`, cause);
  }
}

/** Two servers that start at the same moment end up with the same one. */
function create(path: string): ServerIdentity {
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(draft, ServerIdentity.generate().toPem(), { mode: 0o600 });
    try {
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      unlinkSync(draft);
    }
  } catch (cause) {
    throw failure(`the identity of the server cannot be stored in ${path}`, cause);
  }
  const identity = read(path);
  if (!identity) throw failure(`${path} has gone again`);
  return identity;
}

function failure(text: string, cause?: unknown): IdentityError {
  return new IdentityError(ErrorCode.Config, text, {}, { cause });
}
