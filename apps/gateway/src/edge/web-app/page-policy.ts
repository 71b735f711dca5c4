const META = /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]+)"/i;

/**
 * The content security policy that goes with everything the gateway serves. What the page needs is said once,
 * in its own `meta` tag; this repeats it as a header, which workers and scripts have too, and adds what a tag
 * cannot say.
 * @param page the built `index.html`; null when there is none, and then nothing may be loaded.
 */
export function pagePolicy(page: string | null): string {
  const own = page === null ? undefined : META.exec(page)?.[1];
  return `${own ?? "default-src 'none'"}; frame-ancestors 'none'`;
}
