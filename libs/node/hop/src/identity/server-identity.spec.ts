import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { ErrorCode, fromHex } from '@sealwave/kernel';
import { FINGERPRINT, fingerprintOf } from './fingerprint';
import { vectorFile } from '../testing/hop-vectors';
import { verifyIdentity } from './identity-signature';
import { IdentityError, ServerIdentity, transcriptMessage } from './server-identity';

const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
const transcript = new Uint8Array(32).fill(5);

/** The other signature over the same message that ECDSA would take: s becomes order - s. */
function twinOf(signature: Uint8Array): Uint8Array {
  const twin = Buffer.from(signature);
  const s = BigInt(`0x${twin.toString('hex', 32)}`);
  twin.write((ORDER - s).toString(16).padStart(64, '0'), 32, 'hex');
  return twin;
}

describe('ServerIdentity', () => {
  it('makes signatures that its public key verifies, always with the lower of the two values', () => {
    const identity = ServerIdentity.generate();
    for (let i = 0; i < 50; i++) {
      const signature = identity.signTranscript(transcript);
      expect(signature).toHaveLength(64);
      expect(verifyIdentity(identity.point, transcriptMessage(transcript), signature)).toBe(true);
      const twin = twinOf(signature);
      expect(verifyIdentity(identity.point, transcriptMessage(transcript), twin)).toBe(false);
    }
  });

  it('is restored from its file', () => {
    const identity = ServerIdentity.generate();
    const restored = ServerIdentity.fromPem(identity.toPem());
    expect(restored.point).toEqual(identity.point);
    expect(restored.fingerprint).toBe(identity.fingerprint);
    const message = transcriptMessage(transcript);
    expect(verifyIdentity(identity.point, message, restored.signTranscript(transcript))).toBe(true);
  });

  it('has a unique fingerprint, in the form that people compare', () => {
    const [one, two] = [ServerIdentity.generate(), ServerIdentity.generate()];
    expect(one.fingerprint).toMatch(FINGERPRINT);
    expect(one.fingerprint).toHaveLength(48);
    expect(one.fingerprint).toBe(fingerprintOf(one.point));
    expect(one.fingerprint).not.toBe(two.fingerprint);
  });

  it('shows no secret when inspected or serialised', () => {
    expect(Object.keys(ServerIdentity.generate()).sort()).toEqual(['fingerprint', 'point']);
  });

  it('signs its successor under a separate label', () => {
    const identity = ServerIdentity.generate();
    const endorsed = identity.endorse(transcript);
    const signature = endorsed.subarray(32);
    expect(verifyIdentity(identity.point, transcriptMessage(transcript), signature)).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['a public key', publicPem()],
    ['a key of another curve', privatePem('secp384r1')],
    ['a key of another kind', generateKeyPairSync('ed25519').privateKey],
  ])('is not read from %s', (_, key) => {
    const pem = typeof key === 'string' ? key : key.export({ format: 'pem', type: 'pkcs8' });
    const make = () => ServerIdentity.fromPem(pem.toString());
    expect(make).toThrow(IdentityError);
    expect(make).toThrow(expect.objectContaining({ code: ErrorCode.Config, peerFault: false }));
  });
});

describe('verifyIdentity', () => {
  const identity = ServerIdentity.generate();
  const message = transcriptMessage(transcript);
  const signature = identity.signTranscript(transcript);

  it('refuses every single flipped bit of the signature', () => {
    for (let bit = 0; bit < 512; bit++) {
      const flipped = signature.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      expect(verifyIdentity(identity.point, message, flipped)).toBe(false);
    }
  });

  it('refuses another message, another key, and another length', () => {
    expect(verifyIdentity(identity.point, transcript, signature)).toBe(false);
    expect(verifyIdentity(ServerIdentity.generate().point, message, signature)).toBe(false);
    expect(verifyIdentity(identity.point, message, signature.subarray(0, 63))).toBe(false);
    expect(verifyIdentity(identity.point, message, new Uint8Array(64))).toBe(false);
    const key = createPrivateKey(identity.toPem());
    expect(verifyIdentity(identity.point, message, sign('sha256', message, key))).toBe(false);
  });

  const file = vectorFile('wycheproof/ecdsa_secp256r1_sha256_p1363_test.json');
  if (file === undefined) {
    it.skip('Wycheproof: skipped, for there are no vectors: set VECTORS_DIR', () => undefined);
  } else {
    it('passes all cases of Wycheproof, and accepts only low values of s', () => {
      const { testGroups } = JSON.parse(file) as WycheproofFile;
      const wrong: number[] = [];
      let count = 0;
      for (const { publicKey, tests } of testGroups) {
        const point = fromHex(publicKey.uncompressed);
        for (const { tcId, msg, sig, result } of tests) {
          const bytes = fromHex(sig);
          const verified = verifyIdentity(point, fromHex(msg), bytes);
          const isLow = bytes.length === 64 && 2n * BigInt(`0x${sig.slice(64)}`) < ORDER;
          if (verified !== (result === 'valid' && isLow)) wrong.push(tcId);
          if (result === 'valid' && !isLow && !verifyIdentity(point, fromHex(msg), twinOf(bytes))) {
            wrong.push(tcId);
          }
          count++;
        }
      }
      expect(wrong).toEqual([]);
      expect(count).toBe(262);
    });
  }
});

interface WycheproofFile {
  readonly testGroups: readonly {
    readonly publicKey: { readonly uncompressed: string };
    readonly tests: readonly {
      readonly tcId: number;
      readonly msg: string;
      readonly sig: string;
      readonly result: 'valid' | 'invalid';
    }[];
  }[];
}

function privatePem(namedCurve: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

function publicPem(): string {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return publicKey.export({ format: 'pem', type: 'spki' }).toString();
}
