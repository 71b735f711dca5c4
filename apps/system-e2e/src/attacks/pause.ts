import { setTimeout as after } from 'node:timers/promises';

/** Lets somebody in a test keep a pace: between two things that it does, never in wait for what others do. */
export const pause = (ms: number): Promise<void> => after(ms);
