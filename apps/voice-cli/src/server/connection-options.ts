import { join } from 'node:path';
import { DEFAULT_DATA_FOLDER, dataFolder } from '@sealwave/node/config';
import { ErrorCode } from '@sealwave/kernel';
import {
  ConnectionError,
  IdentityChangedError,
  KnownServersFile,
  PIN,
  ServerTrust,
} from '@sealwave/node/connection';
import { CONNECTION_LIMITS, type VoiceClientOptions } from '@sealwave/node/voice-client';
import { CommandLineError } from '../command-line-error';
import type { Environment } from '../command-context';

/** Limits and waiting times for a connection to a voice server. They suit a command in a terminal. */
export const CONNECTION_TIMES = {
  ...CONNECTION_LIMITS,
  connectTimeoutMs: 5_000,
  handshakeMs: 10_000,
  helloMs: 2_000,
};

const POLICIES = ['base', 'prefer', 'require'] as const;

/**
 * How to connect to a voice server. Read from `SEALWAVE_HOP_SECURITY`, `SEALWAVE_PINS` and `SEALWAVE_DATA_DIR`.
 * @throws CommandLineError when one of them is not valid.
 * @throws PrivateJsonError when the stored servers cannot be read.
 */
export function connectionOptions(place: Environment): VoiceClientOptions {
  const { env } = place;
  const wanted = env['SEALWAVE_HOP_SECURITY'] || 'require';
  const policy = POLICIES.find((each) => each === wanted);
  if (!policy) {
    throw new CommandLineError(
      `SEALWAVE_HOP_SECURITY cannot be ${wanted}; it is one of ${POLICIES.join(', ')}`,
    );
  }
  const pins = (env['SEALWAVE_PINS'] ?? '').split(',').filter((pin) => pin !== '');
  const bad = pins.find((pin) => !PIN.test(pin));
  if (bad !== undefined) {
    throw new CommandLineError(`SEALWAVE_PINS cannot hold ${bad}; a pin is host:port=svc1:...`);
  }
  const memory = new KnownServersFile(join(dataFolderOf(place), 'known_servers.json'));
  return { ...CONNECTION_TIMES, trust: new ServerTrust(policy, pins, memory) };
}

/** The folder of what this device remembers, from `SEALWAVE_DATA_DIR`. */
export function dataFolderOf({ env }: Environment): string {
  return dataFolder(env['SEALWAVE_DATA_DIR'] || DEFAULT_DATA_FOLDER);
}

/** Whether another attempt to connect would not help: another server answers, or the room refuses. */
export function isFinal(error: unknown): boolean {
  if (error instanceof IdentityChangedError) return true;
  return error instanceof ConnectionError && error.code === ErrorCode.JoinDenied;
}
