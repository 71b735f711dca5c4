import { ErrorCode, fromHex, toHex } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { EphemeralKey } from './ephemeral-key';
import { parsePublicKey, PublicKeyError } from './public-key';

const misuse = (message: string) =>
  expect.objectContaining({ code: ErrorCode.Usage, peerFault: false, message });

const aKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((scalar) => {
  scalar[0] &= 0x7f; // The order of the curve has its top bit set, so this is below it,
  scalar[31] |= 1; // and this above zero.
  return EphemeralKey.fromScalar(scalar);
});

describe('EphemeralKey', () => {
  it('agrees with its peer, whichever side computes', () => {
    fc.assert(
      fc.property(aKey, aKey, (ann, ben) => {
        expect(toHex(ann.agree(ben.publicPoint))).toBe(toHex(ben.agree(ann.publicPoint)));
      }),
      { numRuns: 20 },
    );
  });

  it('computes the same secret as the ECDH of the platform', async () => {
    const own = EphemeralKey.generate();
    const algorithm = { name: 'ECDH', namedCurve: 'P-256' };
    const peer = await crypto.subtle.generateKey(algorithm, false, ['deriveBits']);
    const ownPublic = await crypto.subtle.importKey('raw', own.publicPoint, algorithm, true, []);
    const theirs = await crypto.subtle.deriveBits(
      { name: 'ECDH', public: ownPublic },
      peer.privateKey,
      256,
    );
    const peerPoint = new Uint8Array(await crypto.subtle.exportKey('raw', peer.publicKey));
    expect(toHex(own.agree(peerPoint))).toBe(toHex(new Uint8Array(theirs)));
  });

  it('makes a new pair, whose public half others accept, each time', () => {
    const [ann, ben] = [EphemeralKey.generate(), EphemeralKey.generate()];
    expect(toHex(ann.publicPoint)).not.toBe(toHex(ben.publicPoint));
    expect(toHex(parsePublicKey(ann.publicPoint))).toBe(toHex(ann.publicPoint));
  });

  it('keeps its scalar when the caller wipes the original', () => {
    const scalar = new Uint8Array(32).fill(9);
    const key = EphemeralKey.fromScalar(scalar);
    const peer = EphemeralKey.generate();
    scalar.fill(0);
    expect(toHex(key.agree(peer.publicPoint))).toBe(toHex(peer.agree(key.publicPoint)));
  });

  it('refuses to agree once destroyed', () => {
    const key = EphemeralKey.generate();
    const peer = EphemeralKey.generate();
    key.destroy();
    key.destroy();
    expect(() => key.agree(peer.publicPoint)).toThrow(misuse('the key was destroyed'));
  });

  it('reveals no secret when inspected or serialised', () => {
    const key = EphemeralKey.fromScalar(new Uint8Array(32).fill(9));
    expect(Object.keys(key)).toEqual(['publicPoint']);
  });

  it('refuses a point off the curve', () => {
    const off = EphemeralKey.generate().publicPoint.slice();
    off[64] ^= 1;
    expect(() => EphemeralKey.generate().agree(off)).toThrow(PublicKeyError);
  });

  it('refuses a point of another length', () => {
    const { publicPoint } = EphemeralKey.generate();
    expect(() => EphemeralKey.generate().agree(publicPoint.subarray(0, 33))).toThrow(
      misuse('peerPoint must be 65 bytes, not 33'),
    );
  });

  it.each([
    ['short', new Uint8Array(31).fill(1), 'scalar must be 32 bytes, not 31'],
    ['zero', new Uint8Array(32), 'scalar must be from 1 to the order of P-256 less 1'],
    [
      'the order itself',
      fromHex('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'),
      'scalar must be from 1 to the order of P-256 less 1',
    ],
  ])('refuses a scalar that is %s', (_, scalar, message) => {
    expect(() => EphemeralKey.fromScalar(scalar)).toThrow(misuse(message));
  });
});
