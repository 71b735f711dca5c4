/** Whether this page may use WebCrypto: browsers keep it from pages that came over plain HTTP. */
export function canUnlock(): boolean {
  return 'subtle' in crypto;
}
