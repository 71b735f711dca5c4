import { toHex } from '@sealwave/kernel';
import { hkdfExpand, hkdfExtract } from './hkdf';
import { deriveHopSecrets } from './hop-secrets';
import { RecordKeys } from '../record/record-keys';
import { Suite } from '../hello/suite';
import { useOnce } from './wipe';

const transcript = Buffer.alloc(32, 5);
const labelled = (label: string) =>
  Buffer.concat([Buffer.from(`svc-hop-v1 ${label}\0`), transcript]);

describe('used secrets', () => {
  let overwritten: string[];

  /** Notes what each array held that is filled with zeros. */
  beforeEach(() => {
    overwritten = [];
    for (const prototype of [Uint8Array.prototype, Buffer.prototype] as Uint8Array[]) {
      const { fill } = prototype;
      jest.spyOn(prototype, 'fill').mockImplementation(function (this: Uint8Array, ...how) {
        if (how[0] === 0) overwritten.push(toHex(this));
        return fill.apply(this, how);
      });
    }
  });
  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['of the suite with the base key', Suite.WithBaseKey, Buffer.alloc(32, 2)],
    ['of the suite without it', Suite.Direct, null],
  ])('are overwritten: the PRK %s, with its inputs and results', (_, suite, aesKey) => {
    const secret = Buffer.alloc(32, 1);
    const material = Buffer.concat(aesKey ? [secret, aesKey] : [secret]);
    const prk = hkdfExtract(transcript, material);
    deriveHopSecrets(suite, { secret, aesKey }, transcript);
    expect(overwritten).toContain(toHex(prk));
    expect(overwritten).toContain(toHex(hkdfExpand(prk, labelled('s finished'))));
    if (aesKey) expect(overwritten).toContain(toHex(material));
  });

  it('are overwritten: the bytes that the keys of an epoch were made of', () => {
    const first = Buffer.alloc(32, 3);
    const secrets = [first, hkdfExpand(first, 'svc-hop-v1 next')].map(toHex);
    new RecordKeys(Buffer.from(first)).renew();
    expect(overwritten).toContain(secrets[0]);
    for (const secret of secrets) {
      for (const label of ['key', 'mac']) {
        const bytes = hkdfExpand(Buffer.from(secret, 'hex'), `svc-hop-v1 ${label}`);
        expect(overwritten).toContain(toHex(bytes));
      }
    }
  });

  it('are overwritten when their use fails', () => {
    const secret = Buffer.alloc(32, 4);
    const use = () => {
      throw new Error('in vain');
    };
    expect(() => useOnce(secret, use)).toThrow('in vain');
    expect([...secret]).toEqual(new Array(32).fill(0));
  });
});
