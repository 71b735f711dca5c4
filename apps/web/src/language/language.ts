/** The languages that the page is built in. Each has its own name and the folder that it is served from. */
export const LANGUAGES = [
  { code: 'en', name: 'English', folder: '' },
  { code: 'de', name: 'Deutsch', folder: 'de/' },
] as const;

/** One of {@link LANGUAGES}. */
export type LanguageCode = (typeof LANGUAGES)[number]['code'];

/** What decides the language of the page for a reader. */
export interface Reader {
  /** Language of the open page. */
  readonly current: LanguageCode;
  /** Language that the person chose on the page; null if they never chose. */
  readonly chosen: LanguageCode | null;
  /** Languages of the browser, the preferred one first, as in `navigator.languages`. */
  readonly preferred: readonly string[];
}

/** Reads a stored language. Null for any other value: other programs can write to the storage. */
export function readLanguage(value: unknown): LanguageCode | null {
  return LANGUAGES.find(({ code }) => code === value)?.code ?? null;
}

/**
 * The language to show. The chosen language comes first, then that of the address. At the plain address, the
 * browser decides.
 */
export function languageFor({ current, chosen, preferred }: Reader): LanguageCode {
  if (chosen !== null) return chosen;
  if (folderOf(current) !== '') return current;
  const known = preferred.map((tag) => readLanguage(tag.toLowerCase().split('-')[0]));
  return known.find((code) => code !== null) ?? current;
}

/**
 * The address of the same page in another language, with its query and its fragment.
 * @returns null if the page is in that language already, or is not below its base address.
 */
export function addressIn(
  wanted: LanguageCode,
  current: LanguageCode,
  { href, baseUrl }: { readonly href: string; readonly baseUrl: string },
): string | null {
  if (wanted === current || !href.startsWith(baseUrl)) return null;
  const root = baseUrl.slice(0, baseUrl.length - folderOf(current).length);
  const path = href.slice(baseUrl.length);
  // A server with one language also answers at the addresses of the other languages.
  if (LANGUAGES.some(({ folder }) => folder !== '' && path.startsWith(folder))) return null;
  return root + folderOf(wanted) + path;
}

function folderOf(code: LanguageCode): string {
  return LANGUAGES.find((language) => language.code === code)?.folder ?? '';
}
