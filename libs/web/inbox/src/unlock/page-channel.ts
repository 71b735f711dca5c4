import { InjectionToken } from '@angular/core';

/** What the pages of one origin say to each other about unlock codes. */
export type PageMessage =
  /** `question` identifies who asks. */
  | { readonly kind: 'code'; readonly question: string; readonly code: string }
  /** The code of that question opened a message here. */
  | { readonly kind: 'opened'; readonly question: string };

/** A `BroadcastChannel`, as far as it is used. */
export interface PageChannel {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(message: PageMessage): void;
  close(): void;
}

/** To all other pages of this origin in this browser, and nowhere else; nothing of it is stored. */
export const PAGE_CHANNEL = new InjectionToken<PageChannel>('PageChannel', {
  providedIn: 'root',
  factory: () => new BroadcastChannel('sealwave.unlock'),
});

/** Reads what came; `undefined` for what a page of another version says. */
export function readPageMessage(data: unknown): PageMessage | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { kind, question, code } = data as Partial<Record<string, unknown>>;
  if (typeof question !== 'string') return undefined;
  if (kind === 'code' && typeof code === 'string') return { kind, question, code };
  return kind === 'opened' ? { kind, question } : undefined;
}
