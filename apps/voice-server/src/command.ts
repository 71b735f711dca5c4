import { readConfig } from '@sealwave/node/config';
import type { ServerCommands } from '@sealwave/node/service';
import { loadIdentity } from './identity/load-identity';
import { VoiceServerConfig } from './voice-server.config';

/**
 * Commands of the built program in addition to serving. `identity --show` prints the fingerprint that clients
 * compare and pin.
 */
export const VOICE_SERVER_COMMANDS: ServerCommands = {
  name: 'voice-server',
  purpose: 'Relays voice messages between the members of rooms (docs/protocol.md).',
  schema: VoiceServerConfig,
  others: {
    'identity --show': (env) =>
      loadIdentity(readConfig(VoiceServerConfig, env, 'VOICE_')).identity.fingerprint,
  },
};
