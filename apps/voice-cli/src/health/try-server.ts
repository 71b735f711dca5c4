import { systemClock } from '@sealwave/kernel';
import { type Probe, probe } from '@sealwave/node/voice-client';
import type { Target } from '@sealwave/node/connection';
import { CONNECTION_TIMES } from '../server/connection-options';

/**
 * Tries a server out.
 * @throws VoiceError when it does not work.
 * @throws Interruption when the program was ended.
 */
export async function tryServer(target: Target, signal: AbortSignal): Promise<Probe> {
  try {
    return await probe(target, { ...CONNECTION_TIMES, clock: systemClock, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

/** Describes the result in one line. */
export function probeInWords(found: Probe): string {
  const { connectMs, handshakeMs, roundTripMs, keyFormat, fingerprint } = found;
  const answer =
    roundTripMs === null
      ? 'base protocol only'
      : `round trip ${ms(roundTripMs)}, ${found.supportsNativeMessages ? 'native' : 'no native'} messages`;
  return `connected in ${ms(connectMs)}, keys (${keyFormat}) in ${ms(handshakeMs)}, ${answer}, ${fingerprint ?? 'no proof of who it is'}`;
}

function ms(time: number): string {
  return `${time.toFixed(1)} ms`;
}
