import { formatUnlockCode, parseUnlockCode, sealRecording } from '@sealwave/e2ee';
import { Keyring } from './keyring';

describe('Keyring', () => {
  it('finds the key for a recording among others', async () => {
    const keyring = new Keyring();
    const sealed = await Promise.all([1, 2, 3].map((byte) => sealRecording(Uint8Array.of(byte))));
    for (const { key } of sealed) keyring.add(key);
    for (const { file, key } of sealed) expect(await keyring.keyFor(file)).toBe(key);
  });

  it('has none for a recording whose code nobody entered, nor for another file', async () => {
    const keyring = new Keyring();
    const [known, other] = [
      await sealRecording(new Uint8Array(1)),
      await sealRecording(new Uint8Array(1)),
    ];
    keyring.add(known.key);
    expect(await keyring.keyFor(other.file)).toBeUndefined();
    expect(await keyring.keyFor(new Uint8Array(9))).toBeUndefined();
  });

  it('keeps a key once, however often it is added', async () => {
    const keyring = new Keyring();
    const { file, key } = await sealRecording(new Uint8Array(1));
    keyring.add(key);
    const code = formatUnlockCode(key);
    for (let count = 0; count < 300; count++) keyring.add(parseUnlockCode(code));
    expect(await keyring.keyFor(file)).toBe(key);
  });
});
