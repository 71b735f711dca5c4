import { resolve } from 'node:path';
import { ErrorCode } from '@sealwave/kernel';
import {
  createPrivateFile,
  dataFolder,
  type PrivateText,
  readPrivateFile,
} from '@sealwave/node/config';
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
  const requiresSecuredHop = config.VOICE_HOP_POLICY === 'require';
  return { identity, nextIdentity: next?.point, requiresSecuredHop: requiresSecuredHop };
}

/** Null when there is no such file. */
function read(path: string): ServerIdentity | null {
  let found: PrivateText | null;
  try {
    found = readPrivateFile(path);
  } catch (cause) {
    throw failure(`${path} cannot be read`, cause);
  }
  if (!found) return null;
  if (found.isExposed) {
    throw failure(
      `other accounts of this machine may read or change ${path}, and with it pose as this server; chmod 600 keeps them from it, and a new identity is called for where one may have read it`,
    );
  }
  try {
    return ServerIdentity.fromPem(found.text);
  } catch (cause) {
    throw failure(`${path} holds no identity of a server`, cause);
  }
}

/** Two servers that start at the same moment end up with the same one. */
function create(path: string): ServerIdentity {
  try {
    createPrivateFile(path, ServerIdentity.generate().toPem());
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
