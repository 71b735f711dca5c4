import { Base64Error } from '@sealwave/kernel';
import { bytesOf } from './received-message';

describe('bytesOf', () => {
  it('converts Base64, an ArrayBuffer and a view of one to the same bytes', () => {
    const buffer = Uint8Array.of(9, 102, 111, 111).buffer;
    const foo = [102, 111, 111];
    expect([...bytesOf('Zm9v')]).toEqual(foo);
    expect([...bytesOf(buffer.slice(1))]).toEqual(foo);
    expect([...bytesOf(new Uint8Array(buffer, 1))]).toEqual(foo);
  });

  it('refuses text that is not Base64', () => {
    expect(() => bytesOf('data:audio/wav;base64,Zm9v')).toThrow(Base64Error);
  });
});
