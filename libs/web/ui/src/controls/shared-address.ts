const SOURCE_LANGUAGE = 'en';

/** A page, as far as its addresses are about. */
export interface AddressedPage {
  readonly baseURI: string;
  readonly documentElement: { readonly lang: string };
}

/**
 * The address that the pages are below, without the language of this one: the person who opens a link may read the page in
 * another language. It ends in a slash.
 */
export function sharedBase({ baseURI, documentElement }: AddressedPage): string {
  const folder = `/${documentElement.lang}/`;
  const isFolder = documentElement.lang !== SOURCE_LANGUAGE && baseURI.endsWith(folder);
  return isFolder ? baseURI.slice(0, 1 - folder.length) : baseURI;
}

/** The address of this page for somebody else: without its language, its query and its fragment. */
export function sharedAddress(page: AddressedPage, { href }: { readonly href: string }): string {
  const { baseURI } = page;
  const url = new URL(href.startsWith(baseURI) ? href.slice(baseURI.length) : '', sharedBase(page));
  url.search = '';
  url.hash = '';
  return url.href;
}
