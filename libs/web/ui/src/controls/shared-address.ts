const SOURCE_LANGUAGE = 'en';

/** The part of `document` that determines a page's addresses. */
export interface AddressedPage {
  readonly baseURI: string;
  readonly documentElement: { readonly lang: string };
}

/**
 * The base address for links to others. It ends in a slash. It leaves out this page's language, because the
 * reader may prefer another one.
 */
export function sharedBase({ baseURI, documentElement }: AddressedPage): string {
  const folder = `/${documentElement.lang}/`;
  const isFolder = documentElement.lang !== SOURCE_LANGUAGE && baseURI.endsWith(folder);
  return isFolder ? baseURI.slice(0, 1 - folder.length) : baseURI;
}

/** The address of this page for others: without its language, its query and its fragment. */
export function sharedAddress(page: AddressedPage, { href }: { readonly href: string }): string {
  const { baseURI } = page;
  const url = new URL(href.startsWith(baseURI) ? href.slice(baseURI.length) : '', sharedBase(page));
  url.search = '';
  url.hash = '';
  return url.href;
}
