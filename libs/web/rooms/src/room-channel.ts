import { InjectionToken } from '@angular/core';

/** What the tabs of a browser tell each other about stored rooms. It contains no secret. */
export interface RoomNews {
  readonly id: string;
  readonly kept: boolean;
}

/** The part of a `BroadcastChannel` that is used. */
export interface RoomChannel {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(news: RoomNews): void;
  close(): void;
}

/** A channel to all other pages of this origin in this browser; null where the browser has none. */
export const ROOM_CHANNEL = new InjectionToken<RoomChannel | null>('RoomChannel', {
  providedIn: 'root',
  factory: () =>
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('sealwave.rooms'),
});

/** Reads a message; null for a message of another version of the page. */
export function readRoomNews(data: unknown): RoomNews | null {
  if (typeof data !== 'object' || data === null) return null;
  const { id, kept } = data as Partial<Record<string, unknown>>;
  return typeof id === 'string' && typeof kept === 'boolean' ? { id, kept } : null;
}
