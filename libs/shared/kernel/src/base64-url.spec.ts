import * as fc from 'fast-check';
import { Base64Error } from './base64';
import { fromBase64Url, toBase64Url } from './base64-url';

describe('Base64url', () => {
  it('reads back what it wrote, in characters that an address may have', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = toBase64Url(bytes);
        expect(text).toMatch(/^[A-Za-z0-9_-]*$/);
        expect([...fromBase64Url(text)]).toEqual([...bytes]);
      }),
    );
  });

  it.each(['-_8', 'AAE', 'Zm9v'])('accepts only one spelling of %s', (text) => {
    expect(toBase64Url(fromBase64Url(text))).toBe(text);
  });

  it.each(['+_8', '-/8', '-_8=', 'A', 'AAF', 'Zm9v\n', 'Zm 9v'])('refuses %j', (text) => {
    expect(() => fromBase64Url(text)).toThrow(Base64Error);
  });
});
