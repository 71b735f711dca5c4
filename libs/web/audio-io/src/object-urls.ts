import { InjectionToken } from '@angular/core';

/** Makes addresses for bytes in memory, so that media elements can play them. */
export interface ObjectUrls {
  /** Makes a `blob:` address. The address keeps `blob` in memory until {@link revoke}. */
  create(blob: Blob): string;
  revoke(url: string): void;
}

/** The browser's own implementation. Tests replace it, because their environments have none. */
export const OBJECT_URLS = new InjectionToken<ObjectUrls>('ObjectUrls', {
  providedIn: 'root',
  factory: () => ({
    create: (blob) => URL.createObjectURL(blob),
    revoke: (url) => URL.revokeObjectURL(url),
  }),
});
