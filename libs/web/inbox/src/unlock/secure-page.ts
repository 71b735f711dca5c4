/** Whether this page may use WebCrypto. Browsers withhold it from pages over plain HTTP. */
export function hasWebCrypto(): boolean {
  return 'subtle' in crypto;
}
