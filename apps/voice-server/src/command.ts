import { ErrorCode, UsageError } from '@sealwave/kernel';
import { readConfig } from '@sealwave/node/config';
import { loadIdentity } from './identity/load-identity';
import { VoiceServerConfig } from './voice-server.config';

/**
 * Answers what is asked of the built program besides to serve: `identity --show` gives the fingerprint
 * that clients compare and pin.
 * @returns what to print; null when the program is to serve.
 * @throws UsageError for anything else, ConfigError or IdentityError when there is no identity to be had.
 */
export function answerCommand(words: readonly string[], env: NodeJS.ProcessEnv): string | null {
  if (words.length === 0) return null;
  if (words.join(' ') !== 'identity --show') {
    throw new UsageError(ErrorCode.Usage, 'usage: voice-server [identity --show]');
  }
  return loadIdentity(readConfig(VoiceServerConfig, env, 'VOICE_')).identity.fingerprint;
}
