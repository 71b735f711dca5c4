import { addressIn, languageFor, readLanguage } from './language';

const STORED = 'sealwave.language';

/**
 * Leads to the page in the language of its reader. The plain address, as in an invite, is that of no
 * language; a service worker answers for it as well, so that no server could choose.
 * @returns true when the page is being left.
 */
export function chooseLanguage({ document, location, navigator, localStorage }: Window): boolean {
  const current = readLanguage(document.documentElement.lang);
  if (current === null) return false;
  const wanted = languageFor({
    current,
    chosen: readLanguage(storedIn(() => localStorage)),
    preferred: navigator.languages,
  });
  const address = addressIn(wanted, current, { href: location.href, baseUrl: document.baseURI });
  if (address === null) return false;
  // Replaced, so that the history does not keep an address, and a secret in it, that only led here.
  location.replace(address);
  return true;
}

function storedIn(storage: () => Storage): unknown {
  try {
    return JSON.parse(storage().getItem(STORED) ?? 'null');
  } catch {
    return null;
  }
}
