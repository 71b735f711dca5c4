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
 * Lets the page start its own workers and no other script. The content security policy refuses any script
 * address that no Trusted Types policy has approved. Angular registers the service worker by such an address.
 * Does nothing in browsers without Trusted Types, which do not enforce this.
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
