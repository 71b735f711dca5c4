import { systemClock } from '@sealwave/kernel';
import { type Probe, probe } from '@sealwave/node/voice-client';
import type { Target } from '@sealwave/node/connection';
import { LINK_TIMES } from '../server/link-options';

/** Tries out a server. @throws VoiceError when it does not work, Interruption when that was ended. */
export async function tryServer(target: Target, signal: AbortSignal): Promise<Probe> {
  try {
    return await probe(target, { ...LINK_TIMES, clock: systemClock, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

/** What was found out about a server, on one line. */
export function probeInWords(found: Probe): string {
  const { connectMs, handshakeMs, roundTripMs, keyFormat, fingerprint } = found;
  const answer =
    roundTripMs === null
      ? 'base protocol only'
      : `round trip ${ms(roundTripMs)}, ${found.takesMessages ? 'native' : 'no native'} messages`;
  return `connected in ${ms(connectMs)}, keys (${keyFormat}) in ${ms(handshakeMs)}, ${answer}, ${fingerprint ?? 'no proof of who it is'}`;
}

function ms(time: number): string {
  return `${time.toFixed(1)} ms`;
}
