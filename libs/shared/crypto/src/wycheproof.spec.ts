import { type Bytes, ErrorCode, fromBase64, fromHex, toHex, VoiceError } from '@sealwave/kernel';
import { Aes256Gcm } from './aes-256-gcm';
import { EphemeralKey } from './ephemeral-key';
import { HmacSha256 } from './hmac-sha256';
import { expandSha256, hkdfSha256, pbkdf2Sha256 } from './key-derivation';
import { parsePublicKey } from './public-key';
import { verifySignature } from './signing-key';
import { wycheproof, type WycheproofCase } from './wycheproof-vectors';

type Fields<Text extends string, Count extends string = never> = WycheproofCase &
  Readonly<Record<Text, string> & Record<Count, number>>;

interface Jwk {
  readonly x: string;
  readonly y: string;
  readonly d: string;
}

/** Runs `isRight` for every case of a file, and lists the cases for which it fails. */
function itPasses<T>(
  name: string,
  count: number,
  isRight: (vector: T & WycheproofCase) => Promise<boolean>,
  isOurs: (vector: T & WycheproofCase) => boolean = () => true,
): void {
  const cases = wycheproof<T>(name)?.filter(isOurs);
  if (cases === undefined) {
    it.skip(`${name}: skipped, for there are no vectors: set VECTORS_DIR`, () => undefined);
    return;
  }
  it(`${name}: passes all ${count} cases`, async () => {
    const wrong: string[] = [];
    for (const vector of cases) {
      if (!(await isRight(vector))) wrong.push(`${vector.tcId} ${vector.comment}`);
    }
    expect(wrong).toEqual([]);
    expect(cases).toHaveLength(count);
  });
}

/** The result of `compute` in hexadecimal, or the code of the error that it throws. */
async function answer(compute: () => Bytes | Promise<Bytes>): Promise<string> {
  try {
    return toHex(await compute());
  } catch (error) {
    if (error instanceof VoiceError) return error.code;
    throw error;
  }
}

const ascii = (text: string): Bytes => new TextEncoder().encode(text);
/** Big-endian numbers in the files may have leading zeros. */
const scalarOf = (hex: string): Bytes => fromHex(hex.padStart(64, '0').slice(-64));
const hexOfBase64Url = (text: string): string =>
  toHex(fromBase64(text.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat(-text.length & 3)));

describe('TM-T4: Wycheproof, agreement on P-256', () => {
  /** `acceptable` cases are keys written in ways that our strict reader refuses. */
  const agreesAsDemanded = async (
    { result, shared }: Fields<'shared'>,
    publicKey: Bytes,
    scalar: Bytes,
  ) => {
    const key = EphemeralKey.fromScalar(scalar);
    const demanded = result === 'valid' ? shared : ErrorCode.PublicKeyInvalid;
    return (await answer(() => key.agree(parsePublicKey(publicKey)))) === demanded;
  };

  itPasses<Fields<'public' | 'private' | 'shared'>>('ecdh_secp256r1_ecpoint', 355, (vector) =>
    agreesAsDemanded(vector, fromHex(vector.public), scalarOf(vector.private)),
  );

  itPasses<Fields<'public' | 'private' | 'shared'>>('ecdh_secp256r1_pem', 612, (vector) => {
    const pkcs8 = fromBase64(vector.private.replace(/-----.*-----|\n/g, ''));
    return agreesAsDemanded(vector, ascii(vector.public), pkcs8.slice(-32));
  });

  itPasses<Fields<'shared'> & { public: Jwk; private: Jwk }>(
    'ecdh_secp256r1_webcrypto',
    353,
    (vector) => {
      const { x, y } = vector.public;
      const point = fromHex(`04${hexOfBase64Url(x)}${hexOfBase64Url(y)}`);
      return agreesAsDemanded(vector, point, scalarOf(hexOfBase64Url(vector.private.d)));
    },
  );
});

describe('Wycheproof, signatures on P-256', () => {
  type Signed = Fields<'msg' | 'sig'> & { publicKey: { uncompressed: string } };
  itPasses<Signed>('ecdsa_secp256r1_sha256_p1363', 262, async (vector) => {
    const point = parsePublicKey(fromHex(vector.publicKey.uncompressed));
    const verified = await verifySignature(point, fromHex(vector.msg), fromHex(vector.sig));
    return verified === (vector.result === 'valid');
  });
});

describe('Wycheproof, symmetric', () => {
  type Sealed = Fields<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag', 'keySize' | 'ivSize'>;
  itPasses<Sealed>(
    'aes_gcm',
    66,
    async ({ key, iv, aad, msg, ct, tag, result }) => {
      const gcm = await Aes256Gcm.fromKey(fromHex(key));
      const sealed = iv + tag + ct;
      const opened = await answer(() => gcm.open(fromHex(sealed), fromHex(aad)));
      if (result !== 'valid') return opened === ErrorCode.IntegrityFailed;
      const options = { nonce: fromHex(iv), aad: fromHex(aad) };
      return opened === msg && toHex(await gcm.seal(fromHex(msg), options)) === sealed;
    },
    ({ keySize, ivSize }) => keySize === 256 && ivSize === 96,
  );

  itPasses<Fields<'key' | 'msg' | 'tag', 'tagSize'>>('hmac_sha256', 174, async (vector) => {
    const { key, msg, tag, tagSize, result } = vector;
    const hmac = await HmacSha256.fromKey(fromHex(key));
    const isValid = result === 'valid';
    const isWhole = tagSize === 256;
    const verified = await hmac.verify(fromHex(msg), fromHex(tag));
    const signed = toHex(await hmac.sign(fromHex(msg))).slice(0, tagSize / 4);
    return verified === (isValid && isWhole) && (signed === tag) === isValid;
  });

  itPasses<Fields<'ikm' | 'salt' | 'info' | 'okm', 'size'>>('hkdf_sha256', 86, async (vector) => {
    const { ikm, salt, info, okm, size, result } = vector;
    const options = { salt: fromHex(salt), info: fromHex(info), lengthBytes: size };
    const keys = await answer(() => hkdfSha256(fromHex(ikm), options));
    return keys === (result === 'valid' ? okm : ErrorCode.Usage);
  });

  type Stretched = Fields<'password' | 'salt' | 'dk', 'iterationCount'>;
  itPasses<Stretched>('pbkdf2_hmacsha256', 60, async ({ password, salt, iterationCount, dk }) =>
    toHex(await pbkdf2Sha256(fromHex(password), fromHex(salt), iterationCount)).startsWith(
      dk.slice(0, 64),
    ),
  );

  it('hkdf_sha256: one block of the expansion alone is the same', async () => {
    const prk = fromHex('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5');
    const okm = await expandSha256(prk, fromHex('f0f1f2f3f4f5f6f7f8f9'));
    expect(toHex(okm)).toBe('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf');
  });
});
