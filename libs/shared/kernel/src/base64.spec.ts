import * as fc from 'fast-check';
import { Base64Error, fromBase64, toBase64 } from './base64';

describe('Base64', () => {
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('writes %j as in RFC 4648, section 10', (plain, encoded) => {
    expect(toBase64(new TextEncoder().encode(plain))).toBe(encoded);
    expect(new TextDecoder().decode(fromBase64(encoded))).toBe(plain);
  });

  it('reads back what it wrote, and agrees with the platform', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(toBase64(bytes)).toBe(btoa(String.fromCharCode(...bytes)));
        expect([...fromBase64(toBase64(bytes))]).toEqual([...bytes]);
      }),
    );
  });

  it('accepts one spelling only', () => {
    fc.assert(
      fc.property(fc.base64String(), (text) => {
        let bytes;
        try {
          bytes = fromBase64(text);
        } catch (error) {
          expect(error).toBeInstanceOf(Base64Error);
          return;
        }
        expect(toBase64(bytes)).toBe(text);
      }),
    );
  });

  it.each([
    ['a digit missing', 'Zm9'],
    ['no padding', 'Zg'],
    ['padding alone', '===='],
    ['padding in the middle', 'Zg==Zg=='],
    ['the URL alphabet', '-_-_'],
    ['white space', 'Zm9v\n'],
    ['a character above ASCII', 'Zm9é'],
    ['bits left over', 'Zh=='],
    ['a data URL', 'data:audio/wav;base64,Zm9v'],
  ])('refuses %s', (_, text) => {
    expect(() => fromBase64(text)).toThrow(Base64Error);
  });
});
