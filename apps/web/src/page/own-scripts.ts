/** The used part of Trusted Types. TypeScript does not declare it yet. */
interface TrustedTypes {
  createPolicy(
    name: 'default',
    rules: { readonly createScriptURL: (url: string) => string | null },
  ): unknown;
}

/** The part of `window` that {@link allowOwnScripts} needs. */
export interface ScriptedPage {
  readonly location: { readonly href: string };
  readonly trustedTypes?: TrustedTypes;
}

/**
 * Approves script addresses of the page's own origin, and no others. The content security policy refuses a
 * script address that no Trusted Types policy has approved. Angular registers the service worker with an
 * unapproved one. Browsers without Trusted Types enforce no such rule, and there this does nothing.
 */
export function allowOwnScripts(page: ScriptedPage): void {
  page.trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => (isOwn(url, page.location.href) ? url : null),
  });
}

/**
 * Whether a script is the page's own. Compares the protocol too: a `blob:` address has the origin of the page
 * that made it.
 */
function isOwn(url: string, page: string): boolean {
  const [script, own] = [new URL(url, page), new URL(page)];
  return script.origin === own.origin && script.protocol === own.protocol;
}
