/** The part of Trusted Types that is needed here; TypeScript does not know them yet. */
interface TrustedTypes {
  createPolicy(
    name: 'default',
    rules: { readonly createScriptURL: (url: string) => string | null },
  ): unknown;
}

/** The page, or what stands in for it. */
export interface ScriptedPage {
  readonly location: { readonly href: string };
  readonly trustedTypes?: TrustedTypes;
}

/**
 * Lets the page start its own workers, and nothing else: the content security policy refuses every address of
 * a script that no Trusted Types policy has passed, and Angular registers the service worker by a bare one.
 * Browsers without Trusted Types are not held to it.
 */
export function allowOwnScripts(page: ScriptedPage): void {
  page.trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => (isOwn(url, page.location.href) ? url : null),
  });
}

/** Also `blob:` addresses have an origin, that of the page that made them. */
function isOwn(url: string, page: string): boolean {
  const [script, own] = [new URL(url, page), new URL(page)];
  return script.origin === own.origin && script.protocol === own.protocol;
}
