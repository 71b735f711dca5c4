import { InjectionToken } from '@angular/core';

/** Makes addresses through which media elements play bytes in memory. */
export interface ObjectUrls {
  /** Makes a `blob:` address, which keeps `blob` in memory until {@link revoke}. */
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
