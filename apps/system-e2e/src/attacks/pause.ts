import { setTimeout as after } from 'node:timers/promises';

/** Pauses between two actions of a participant, to keep their pace. Never use it to wait for others. */
export const pause = (ms: number): Promise<void> => after(ms);
