import { findInPath } from '../programs/find-in-path.mjs';

/**
 * The path of PulseAudio: the one in PULSEAUDIO_PATH, or the system's. Undefined when there is none, or
 * PULSEAUDIO_PATH is empty.
 */
export function findPulseAudio(env = process.env) {
  if (env.PULSEAUDIO_PATH !== undefined) return env.PULSEAUDIO_PATH || undefined;
  return findInPath(['pulseaudio'], env)[0];
}
