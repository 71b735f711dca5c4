import { ServerProcess, type Settings } from './server-process';

const running: ServerProcess[] = [];

/** Starts a voice server on a free port; {@link stopAll} ends it. */
export async function startVoiceServer(settings: Settings = {}): Promise<ServerProcess> {
  return started(await ServerProcess.start('voice-server', { VOICE_PORT: 0, ...settings }));
}

/** Starts a gateway on a free port that knows the voice server on `voicePort`. */
export async function startGateway(
  voicePort: number,
  settings: Settings = {},
): Promise<ServerProcess> {
  const defaults = { GATEWAY_PORT: 0, GATEWAY_VOICE_SERVERS: `127.0.0.1:${voicePort}` };
  return started(await ServerProcess.start('gateway', { ...defaults, ...settings }));
}

/** Ends every server that this test file started. */
export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.stop('SIGKILL')));
}

function started(server: ServerProcess): ServerProcess {
  running.push(server);
  return server;
}
