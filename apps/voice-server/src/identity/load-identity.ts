import { resolve } from 'node:path';
import { ErrorCode } from '@sealwave/kernel';
import {
  createPrivateFile,
  dataFolder,
  type PrivateText,
  readPrivateFile,
} from '@sealwave/node/config';
import { IdentityError, type Responder, ServerIdentity } from '@sealwave/node/hop';
import type { VoiceServerConfig } from '../voice-server.config';

/** Injection token of the {@link Responder} that answers hellos. */
export const RESPONDER = Symbol('responder');

/** A setting that names a file with a key. */
type KeySetting = 'VOICE_IDENTITY_KEY_FILE' | 'VOICE_NEXT_IDENTITY_KEY_FILE';

/**
 * Loads the identity of this server, and the next one if there is one. The identity is created if it is
 * missing.
 * @throws IdentityError when a file cannot be used.
 */
export function loadIdentity(config: VoiceServerConfig): Responder {
  const folder = dataFolder(config.VOICE_DATA_DIR);
  const path = resolve(folder, config.VOICE_IDENTITY_KEY_FILE);
  const identity = read(path, 'VOICE_IDENTITY_KEY_FILE') ?? create(path);
  const nextPath = resolve(folder, config.VOICE_NEXT_IDENTITY_KEY_FILE);
  const next = read(nextPath, 'VOICE_NEXT_IDENTITY_KEY_FILE');
  const requiresSecuredHop = config.VOICE_HOP_POLICY === 'require';
  return { identity, nextIdentity: next?.point, requiresSecuredHop };
}

/**
 * Reads a key file; null when it does not exist.
 * @param setting the setting that names the file.
 */
function read(path: string, setting: KeySetting): ServerIdentity | null {
  let found: PrivateText | null;
  try {
    found = readPrivateFile(path);
  } catch (cause) {
    const help = `set ${setting} to a file that this account can read`;
    throw failure(`${path} cannot be read (${codeOf(cause)}); ${help}`, cause);
  }
  if (!found) return null;
  if (found.isExposed) throw failure(exposed(path, found.mode, setting));
  try {
    return ServerIdentity.fromPem(found.text);
  } catch (cause) {
    throw failure(`${path} does not contain a server's identity`, cause);
  }
}

/** Creates a key file. When two servers start at the same moment, both use the first one's file. */
function create(path: string): ServerIdentity {
  try {
    createPrivateFile(path, ServerIdentity.generate().toPem());
  } catch (cause) {
    throw failure(
      `the identity of the server cannot be stored in ${path} (${codeOf(cause)}); name a folder in VOICE_DATA_DIR that this account may write to, on a file system with links, or a key that is there already in VOICE_IDENTITY_KEY_FILE`,
      cause,
    );
  }
  const identity = read(path, 'VOICE_IDENTITY_KEY_FILE');
  if (!identity) throw failure(`${path} has disappeared`);
  return identity;
}

/**
 * Describes an exposed key file. On a file system without modes, or mounted read-only, chmod has no effect. The
 * advice also helps there.
 */
function exposed(path: string, mode: number, setting: KeySetting): string {
  return [
    `other accounts of this machine may read or change ${path} (mode ${mode.toString(8).padStart(4, '0')}), and with it pose as this server`,
    `\`chmod 600 ${path}\` keeps them from it`,
    `where that changes nothing, mount the file for this account alone (option umask=077; a secret of a container with mode 0400), or \`install -m 600\` a copy elsewhere and name it in ${setting}`,
    'where somebody may have read it, make a new identity',
  ].join('; ');
}

/** The system's name for an error. */
function codeOf(cause: unknown): string {
  return (cause as NodeJS.ErrnoException).code ?? 'unknown';
}

function failure(text: string, cause?: unknown): IdentityError {
  return new IdentityError(ErrorCode.Config, text, {}, { cause });
}
