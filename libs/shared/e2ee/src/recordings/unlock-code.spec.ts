import { type Bytes, ErrorCode, toHex } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { crc24 } from './crc-24';
import { KNOWN_ANSWER } from './known-answer-vectors';
import { RecordingKey } from './recording-key';
import { codeInLink, formatUnlockCode, parseUnlockCode, unlockLink } from './unlock-code';

const { code: CODE } = KNOWN_ANSWER;
const KEY = RecordingKey.fromBytes(KNOWN_ANSWER.key);
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const hexOf = (key: RecordingKey): string => key.withBytes(toHex);
const keyHex = (text: string): string => hexOf(parseUnlockCode(text));
const someKey = (fc.uint8Array({ minLength: 32, maxLength: 32 }) as fc.Arbitrary<Bytes>).map(
  (bytes) => RecordingKey.fromBytes(bytes),
);
const mistyped = expect.objectContaining({ code: ErrorCode.UnlockCodeMistyped });
const invalid = expect.objectContaining({ code: ErrorCode.UnlockCodeInvalid });

describe('an unlock code', () => {
  it('reads back as the key that it was written for', () => {
    fc.assert(
      fc.property(someKey, (key) => {
        const code = formatUnlockCode(key);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(keyHex(code)).toBe(hexOf(key));
      }),
    );
  });

  it.each([
    ['small letters', CODE.toLowerCase()],
    ['no dashes', CODE.replaceAll('-', '')],
    ['spaces and line breaks', ` ${CODE.replaceAll('-', ' ')}\r\n`],
    ['the dashes of a word processor', CODE.replaceAll('-', ' \u2013 ')],
    ['O for zero', CODE.replaceAll('0', 'o')],
    ['I for one', CODE.replaceAll('1', 'I')],
    ['l for one', CODE.replaceAll('1', 'l')],
    ['a whole link around it', unlockLink('https://voice.example', KEY)],
    ['a sentence around the link', `Listen: https://voice.example/#unlock=${CODE} Bye`],
    ['the fragment alone', `#unlock=${CODE}`],
  ])('can be read with %s', (_, text) => {
    expect(keyHex(text)).toBe(toHex(KNOWN_ANSWER.key));
  });

  it('is refused as mistyped when one symbol is wrong', () => {
    const symbols = CODE.replaceAll('-', '');
    for (let at = 0; at < symbols.length; at++) {
      for (const other of ALPHABET.replace(symbols[at], '')) {
        const wrong = symbols.slice(0, at) + other + symbols.slice(at + 1);
        expect(() => parseUnlockCode(wrong)).toThrow(mistyped);
      }
    }
  });

  it('is refused as mistyped when two neighbours, or two groups, are swapped', () => {
    const symbols = CODE.replaceAll('-', '');
    const swap = (length: number, at: number) =>
      symbols.slice(0, at) +
      symbols.slice(at + length, at + 2 * length) +
      symbols.slice(at, at + length) +
      symbols.slice(at + 2 * length);
    const swaps = [1, 4]
      .flatMap((length) =>
        Array.from({ length: symbols.length / length - 1 }, (_, i) => swap(length, i * length)),
      )
      .filter((text) => text !== symbols);
    expect(swaps.length).toBeGreaterThan(60);
    for (const wrong of swaps) expect(() => parseUnlockCode(wrong)).toThrow(mistyped);
  });

  it.each([
    ['nothing', ''],
    ['a word', 'hello'],
    ['a code that lacks its end', CODE.slice(0, -1)],
    ['a code with something behind it', `${CODE}0`],
    ['a symbol that the alphabet does not have', `U${CODE.slice(1)}`],
    ['a letter that becomes two in capitals', `\u00df${CODE.replaceAll('-', '').slice(2)}`],
    ['a link without a code', 'https://voice.example/#unlock='],
    ['a link with something else', 'https://voice.example/#room=1'],
  ])('is not recognised in %s', (_, text) => {
    expect(() => parseUnlockCode(text)).toThrow(invalid);
  });

  it('does not appear in its errors', () => {
    const wrong = CODE.replace('4HKZ', '4HKY');
    const refusal = (text: string): string => {
      try {
        parseUnlockCode(text);
        return '';
      } catch (error) {
        return JSON.stringify(error) + String(error);
      }
    };
    expect(refusal(wrong)).not.toMatch(/HKY|XWAC/);
    expect(refusal(`${CODE}0`)).not.toMatch(/HKZ|XWAC/);
  });
});

describe('a link with a code', () => {
  it('carries it after the #, which browsers send to no server', () => {
    const url = new URL(unlockLink('https://voice.example/app/?a=b#old', KEY));
    expect(url.origin + url.pathname + url.search).toBe('https://voice.example/app/');
    expect(url.hash).toBe(`#unlock=${CODE}`);
  });

  it('differs from a link without a code', () => {
    expect(codeInLink(`https://voice.example/#a=b&unlock=${CODE}`)).toBe(CODE);
    expect(codeInLink(`unlock=${CODE}`)).toBe(CODE);
    expect(codeInLink('https://voice.example/')).toBeUndefined();
    expect(codeInLink(`https://voice.example/?unlock=${CODE}`)).toBeUndefined();
    expect(codeInLink('')).toBeUndefined();
  });
});

describe('a key', () => {
  it('does not appear when it is printed', () => {
    const printed = JSON.stringify(KEY) + String(KEY) + Object.keys(KEY).join();
    expect(printed).toBe('{}[object Object]');
  });

  it('is refused with another length', () => {
    const usage = expect.objectContaining({ code: ErrorCode.Usage });
    expect(() => RecordingKey.fromBytes(new Uint8Array(31))).toThrow(usage);
  });
});

describe('crc24', () => {
  it('has the check value of CRC-24/OPENPGP', () => {
    expect(crc24(new TextEncoder().encode('123456789'))).toBe(0x21cf02);
  });
});
