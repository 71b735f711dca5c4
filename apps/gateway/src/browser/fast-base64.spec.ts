import * as fc from 'fast-check';
import { Base64Error, fromBase64 } from '@sealwave/kernel';
import { decodeBase64Fast } from './fast-base64';

/** The bytes, or that there are none. */
function outcome(decode: (text: string) => Uint8Array, text: string): number[] | 'refused' {
  try {
    return [...decode(text)];
  } catch (error) {
    expect(error).toBeInstanceOf(Base64Error);
    return 'refused';
  }
}

describe('decodeBase64', () => {
  it('accepts the same texts as the codec of the kernel', () => {
    const almost = fc.stringMatching(/^[A-Za-z0-9+/=_ -]*$/);
    fc.assert(
      fc.property(fc.oneof(fc.base64String(), almost, fc.string()), (text) => {
        expect(outcome(decodeBase64Fast, text)).toEqual(outcome(fromBase64, text));
      }),
    );
  });
});
