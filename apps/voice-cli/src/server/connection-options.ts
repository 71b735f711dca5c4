import { join } from 'node:path';
import { DEFAULT_DATA_FOLDER, dataFolder } from '@sealwave/node/config';
import { KnownServersFile, PIN, ServerTrust } from '@sealwave/node/connection';
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
 * @throws KnownServersError when the stored servers cannot be read.
 */
export function connectionOptions({ env }: Environment): VoiceClientOptions {
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
  const folder = dataFolder(env['SEALWAVE_DATA_DIR'] || DEFAULT_DATA_FOLDER);
  const memory = new KnownServersFile(join(folder, 'known_servers.json'));
  return { ...CONNECTION_TIMES, trust: new ServerTrust(policy, pins, memory) };
}
