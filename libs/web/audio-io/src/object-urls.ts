import { InjectionToken } from '@angular/core';

/** Addresses by which media elements play bytes that are in memory. */
export interface ObjectUrls {
  /** A `blob:` address of `blob`, which keeps it in memory until {@link revoke}. */
  create(blob: Blob): string;
  revoke(url: string): void;
}

/** The browser's own; a port because test environments have none. */
export const OBJECT_URLS = new InjectionToken<ObjectUrls>('ObjectUrls', {
  providedIn: 'root',
  factory: () => ({
    create: (blob) => URL.createObjectURL(blob),
    revoke: (url) => URL.revokeObjectURL(url),
  }),
});
