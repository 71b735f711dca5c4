import { startGateway, startVoiceServer } from '../processes/running';
import type { ServerProcess, Settings } from '../processes/server-process';

/** A voice server and a gateway for it. */
export interface System {
  readonly voice: ServerProcess;
  readonly gateway: ServerProcess;
}

/** Starts both servers on free ports. `stopAll` ends them. */
export async function startSystem(
  voiceSettings: Settings = {},
  gatewaySettings: Settings = {},
): Promise<System> {
  const voice = await startVoiceServer(voiceSettings);
  return { voice, gateway: await startGateway(voice.port, gatewaySettings) };
}
