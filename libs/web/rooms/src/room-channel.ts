import { InjectionToken } from '@angular/core';

/** What the tabs of a browser tell each other of the rooms that it keeps; no secret is in it. */
export interface RoomNews {
  readonly id: string;
  readonly kept: boolean;
}

/** A `BroadcastChannel`, as far as it is used. */
export interface RoomChannel {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(news: RoomNews): void;
  close(): void;
}

/** To all other pages of this origin in this browser, and nowhere else; null where the browser has no such thing. */
export const ROOM_CHANNEL = new InjectionToken<RoomChannel | null>('RoomChannel', {
  providedIn: 'root',
  factory: () =>
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('sealwave.rooms'),
});

/** Reads what came; null for what a page of another version says. */
export function readRoomNews(data: unknown): RoomNews | null {
  if (typeof data !== 'object' || data === null) return null;
  const { id, kept } = data as Partial<Record<string, unknown>>;
  return typeof id === 'string' && typeof kept === 'boolean' ? { id, kept } : null;
}
