import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, concat, ErrorCode, fromHex, toHex } from '@sealwave/kernel';
import { HpkeKey, openWithHpke, sealWithHpke } from './hpke';

/** Appendix A.3 of RFC 9180, as in the folder of vectors. */
interface HpkeCase {
  readonly mode: number;
  readonly encryptions: readonly Readonly<Record<'pt' | 'aad' | 'ct', string>>[];
  readonly [field: string]: unknown;
}

const { readVectors } = globalThis as { readVectors?: (path: string) => string | undefined };
const text = readVectors?.('hpke/rfc9180-a3.json');
const cases =
  text === undefined ? undefined : (JSON.parse(text) as { readonly cases: HpkeCase[] }).cases;
const itWithVectors = cases === undefined ? it.skip : it;
const ascii = (words: string): Bytes => new TextEncoder().encode(words);

describe('RFC 9180, appendix A.3', () => {
  itWithVectors.each([0, 1, 2, 3])('opens everything of mode %i in order', async (mode) => {
    const vector = cases!.find((each) => each.mode === mode)!;
    const bytes = (field: string): Bytes => fromHex(String(vector[field] ?? ''));
    const kem = new DhkemP256HkdfSha256();
    const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes128Gcm() });
    const key = async (name: string) => ({
      publicKey: await kem.deserializePublicKey(bytes(`pk${name}m`)),
      privateKey: await kem.deserializePrivateKey(bytes(`sk${name}m`)),
    });
    const recipient = await suite.createRecipientContext({
      recipientKey: await key('R'),
      enc: bytes('enc'),
      info: bytes('info'),
      ...((mode & 1) === 1 && { psk: { id: bytes('psk_id'), key: bytes('psk') } }),
      ...((mode & 2) === 2 && { senderPublicKey: (await key('S')).publicKey }),
    });
    const opened: string[] = [];
    for (const { ct, aad } of vector.encryptions.slice(0, 3)) {
      opened.push(toHex(new Uint8Array(await recipient.open(fromHex(ct), fromHex(aad)))));
    }
    expect(opened).toEqual(vector.encryptions.slice(0, 3).map(({ pt }) => pt));
  });
});

describe('sealing with HPKE', () => {
  const SECRET = ascii('what the talker hands over');
  const common = { info: ascii('a use'), psk: new Uint8Array(32).fill(7), pskId: ascii('room') };
  const refused = expect.objectContaining({ code: ErrorCode.IntegrityFailed });

  async function sealed() {
    const [sender, recipient, other] = await Promise.all([1, 2, 3].map(() => HpkeKey.generate()));
    const bytes = await sealWithHpke(
      { ...common, own: sender, peer: recipient.publicPoint },
      SECRET,
    );
    const opening = { ...common, own: recipient, peer: sender.publicPoint };
    return { sender, recipient, other, bytes, opening };
  }

  it('is opened by the one that it was made for', async () => {
    const { bytes, opening } = await sealed();
    expect(bytes).toHaveLength(SECRET.length + 65 + 16);
    expect(await openWithHpke(opening, bytes)).toEqual(SECRET);
  });

  it('is opened by nobody else, nor as somebody else’s, nor for another use', async () => {
    const { bytes, opening, sender, recipient, other } = await sealed();
    for (const wrong of [
      { ...opening, own: other },
      { ...opening, own: sender },
      { ...opening, peer: other.publicPoint },
      { ...opening, peer: recipient.publicPoint },
      { ...opening, info: ascii('another use') },
      { ...opening, psk: new Uint8Array(32).fill(8) },
      { ...opening, pskId: ascii('roof') },
    ]) {
      await expect(openWithHpke(wrong, bytes)).rejects.toEqual(refused);
    }
  });

  it('refuses each byte that is changed, and what is cut', async () => {
    const { bytes, opening } = await sealed();
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] ^= 1 << (at & 7);
      await expect(openWithHpke(opening, changed)).rejects.toEqual(refused);
    }
    for (const length of [0, 64, 80, bytes.length - 1]) {
      await expect(openWithHpke(opening, bytes.slice(0, length))).rejects.toEqual(refused);
    }
    await expect(openWithHpke(opening, concat(bytes, bytes))).rejects.toEqual(refused);
  });

  it('does not seal for what is not a point', async () => {
    const own = await HpkeKey.generate();
    const peer = new Uint8Array(65).fill(4);
    await expect(sealWithHpke({ ...common, own, peer }, SECRET)).rejects.toEqual(refused);
  });

  it('keeps the private half to itself', async () => {
    const { pair } = await HpkeKey.generate();
    expect(pair.privateKey.extractable).toBe(false);
  });
});
