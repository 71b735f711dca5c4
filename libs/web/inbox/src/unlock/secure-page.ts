/** Whether this page may use WebCrypto: browsers keep it from pages that came over plain HTTP. */
export function hasWebCrypto(): boolean {
  return 'subtle' in crypto;
}
