/** A browser's request for a file or a page. */
export interface Asked {
  readonly method: string;
  /** Without query and fragment. */
  readonly path: string;
  readonly accept: string | undefined;
}

/**
 * Chooses the page for a request without a file: the app for the address of a page inside it, because the
 * app's router handles it; null for anything else. A missing script must fail, because a page instead of it
 * would hide the problem.
 * @param languages folders that have the app in another language.
 */
export function pageFor(
  { method, path, accept }: Asked,
  languages: readonly string[],
): string | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  if (!accept?.includes('text/html')) return null;
  const segments = path.split('/').slice(1);
  if (segments.at(-1)?.includes('.')) return null;
  return languages.includes(segments[0]) ? `${segments[0]}/index.html` : 'index.html';
}
