import { findInPath } from '../programs/find-in-path.mjs';

/**
 * The path of PulseAudio: the one that PULSEAUDIO_PATH names, or the system's. Undefined when there is none, and when
 * PULSEAUDIO_PATH is empty.
 */
export function findPulseAudio(env = process.env) {
  if (env.PULSEAUDIO_PATH !== undefined) return env.PULSEAUDIO_PATH || undefined;
  return findInPath(['pulseaudio'], env)[0];
}
