/** The languages that the page is built in, each by its own name, and the folder that it is served from. */
export const LANGUAGES = [
  { code: 'en', name: 'English', folder: '' },
  { code: 'de', name: 'Deutsch', folder: 'de/' },
] as const;

/** One of {@link LANGUAGES}. */
export type LanguageCode = (typeof LANGUAGES)[number]['code'];

/** What says in which language somebody reads the page. */
export interface Reader {
  /** That of the page as it was opened. */
  readonly current: LanguageCode;
  /** Chosen on the page at some time; null where nobody has. */
  readonly chosen: LanguageCode | null;
  /** Of the browser, the dearest first, as in `navigator.languages`. */
  readonly preferred: readonly string[];
}

/** A language of ours; null for anything else, which may be what somebody else put into the storage. */
export function readLanguage(value: unknown): LanguageCode | null {
  return LANGUAGES.find(({ code }) => code === value)?.code ?? null;
}

/**
 * The language to read the page in: what was chosen on it, then what its address says, and at the plain address,
 * which says nothing, that of the browser.
 */
export function languageFor({ current, chosen, preferred }: Reader): LanguageCode {
  if (chosen !== null) return chosen;
  if (folderOf(current) !== '') return current;
  const known = preferred.map((tag) => readLanguage(tag.toLowerCase().split('-')[0]));
  return known.find((code) => code !== null) ?? current;
}

/**
 * The address of the same page in another language, with its query and its fragment; null where it is in that
 * language already, or is not below the base that it was built for.
 */
export function addressIn(
  wanted: LanguageCode,
  current: LanguageCode,
  { href, baseUrl }: { readonly href: string; readonly baseUrl: string },
): string | null {
  if (wanted === current || !href.startsWith(baseUrl)) return null;
  const root = baseUrl.slice(0, baseUrl.length - folderOf(current).length);
  const path = href.slice(baseUrl.length);
  // Where a server has one language only, it answers for the others as well.
  if (LANGUAGES.some(({ folder }) => folder !== '' && path.startsWith(folder))) return null;
  return root + folderOf(wanted) + path;
}

function folderOf(code: LanguageCode): string {
  return LANGUAGES.find((language) => language.code === code)?.folder ?? '';
}
