/** A browser's request for a file or a page. */
export interface Asked {
  readonly method: string;
  /** Path of the address, without query and fragment. */
  readonly path: string;
  readonly accept: string | undefined;
}

/**
 * Chooses the page for a request without a file. The address of a page inside the app gets the app, whose
 * router handles it. Anything else gets null: a missing script must fail, because a page instead would hide the
 * problem.
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
