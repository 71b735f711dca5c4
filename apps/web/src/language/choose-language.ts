import { addressIn, languageFor, readLanguage } from './language';

const STORED = 'sealwave.language';

/**
 * Redirects to the page in the reader's language. The plain address, as in an invite, has no language. A
 * service worker answers for it, so no server can redirect.
 * @returns true when the browser is leaving this page.
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
  // Replaces the entry: the history must not keep the plain address, which may hold a secret.
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
