import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess, type Settings } from './server-process';

const running: ServerProcess[] = [];
let data: string | null = null;

/** Folder for the data of this test file's servers. {@link stopAll} removes it. */
export function dataFolder(): string {
  data ??= mkdtempSync(join(tmpdir(), 'sealwave-'));
  return data;
}

/**
 * Settings of a gateway that requires no proof from a voice server. It then also accepts a server that supports
 * only the requirements.
 */
export const BASE_ONLY: Settings = { GATEWAY_HOP_SECURITY: 'base' };

/**
 * Starts a voice server on a free port. {@link stopAll} ends it.
 * @param output descriptor of a file for its log.
 */
export async function startVoiceServer(
  settings: Settings = {},
  output?: number,
): Promise<ServerProcess> {
  const defaults = { VOICE_PORT: 0, VOICE_DATA_DIR: dataFolder() };
  return started(await ServerProcess.start('voice-server', { ...defaults, ...settings }, output));
}

/** Starts a gateway on a free port for the voice server on `voicePort`. */
export async function startGateway(
  voicePort: number,
  settings: Settings = {},
  output?: number,
): Promise<ServerProcess> {
  const defaults = {
    GATEWAY_PORT: 0,
    GATEWAY_VOICE_SERVERS: `127.0.0.1:${voicePort}`,
    GATEWAY_DATA_DIR: dataFolder(),
  };
  return started(await ServerProcess.start('gateway', { ...defaults, ...settings }, output));
}

/** Ends every server that this test file started. */
export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.stop('SIGKILL')));
  if (data) rmSync(data, { recursive: true });
  data = null;
}

function started(server: ServerProcess): ServerProcess {
  running.push(server);
  return server;
}
