/** What a browser asks the gateway for. */
export interface Asked {
  readonly method: string;
  /** Without query and fragment. */
  readonly path: string;
  readonly accept: string | undefined;
}

/**
 * The page that answers a request for which there is no file: the app itself for the address of a
 * page in it, since its router takes it from there; null for everything else, such as a missing
 * script, where a page would only hide what is wrong.
 * @param languages folders that hold the app in another language.
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
