const META = /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]+)"/i;

/**
 * The content security policy of every response. The page states what it needs in its own `meta` tag. The
 * header repeats it for workers and scripts, and adds what a tag cannot state.
 * @param page the built `index.html`; null without one, and then nothing may be loaded.
 */
export function pagePolicy(page: string | null): string {
  const own = page === null ? undefined : META.exec(page)?.[1];
  return `${own ?? "default-src 'none'"}; frame-ancestors 'none'`;
}
