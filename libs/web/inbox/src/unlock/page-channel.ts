import { InjectionToken } from '@angular/core';

/** What the pages of one origin tell each other about unlock codes. */
export type PageMessage =
  /** `question` identifies the page that asks. */
  | { readonly kind: 'code'; readonly question: string; readonly code: string }
  /** The code in that question unlocked a message in this page. */
  | { readonly kind: 'opened'; readonly question: string };

/** The part of a `BroadcastChannel` that is used. */
export interface PageChannel {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(message: PageMessage): void;
  close(): void;
}

/** A channel to all other pages of this origin in this browser. Nothing on it is stored. */
export const PAGE_CHANNEL = new InjectionToken<PageChannel>('PageChannel', {
  providedIn: 'root',
  factory: () => new BroadcastChannel('sealwave.unlock'),
});

/** Reads a message; `undefined` for a message of another version of the page. */
export function readPageMessage(data: unknown): PageMessage | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { kind, question, code } = data as Partial<Record<string, unknown>>;
  if (typeof question !== 'string') return undefined;
  if (kind === 'code' && typeof code === 'string') return { kind, question, code };
  return kind === 'opened' ? { kind, question } : undefined;
}
