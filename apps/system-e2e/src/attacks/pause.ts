import { setTimeout as after } from 'node:timers/promises';

/**
 * Keeps the pace of a participant in a test, between two of its own actions. Never use it to wait for others.
 */
export const pause = (ms: number): Promise<void> => after(ms);
