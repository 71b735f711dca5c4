/** Whether this page may use WebCrypto. Browsers withhold WebCrypto from pages over plain HTTP. */
export function hasWebCrypto(): boolean {
  return 'subtle' in crypto;
}
