import { createECDH } from 'node:crypto';
import { example } from './document';
import { A, encodeFrame, S } from './frame';
import { deriveKeys } from './hop';
import { decodePublicKey, encodePublicKey, encodingOf } from './public-key';
import { macOf, openMessage, sealMessage } from './sealed-message';

const keys = { aes: example('aes key'), hmac: example('hmac key') };

describe('the worked example of docs/protocol.md', () => {
  it('frames the salt', () => {
    expect(encodeFrame(S, example('salt'))).toEqual(example('salt frame'));
  });

  it.each(['server', 'client'])('gives the public key of the private key of the %s', (end) => {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(example(`${end} private key`));
    expect(pair.getPublicKey()).toEqual(example(`${end} public key raw`));
  });

  it('encodes the public key of the server', () => {
    const raw = example('server public key raw');
    expect(encodePublicKey(raw, 'der')).toEqual(example('server public key der'));
    expect(decodePublicKey(example('server public key der'))).toEqual(raw);
    expect(encodingOf(example('server public key der'))).toBe('der');
  });

  it.each([
    ['server', 'client'],
    ['client', 'server'],
  ])('agrees on the secret at the %s', (own, peer) => {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(example(`${own} private key`));
    const secret = pair.computeSecret(example(`${peer} public key raw`));
    expect(secret).toEqual(example('shared secret'));
  });

  it('derives both keys', () => {
    expect(deriveKeys(example('shared secret'), example('salt'))).toEqual(keys);
  });

  it('signs, seals and frames the audio', () => {
    const body = sealMessage(keys, example('audio'), example('nonce'));
    expect(macOf(keys, example('audio'))).toEqual(example('mac'));
    expect(body).toEqual(example('audio body'));
    expect(encodeFrame(A, body)).toEqual(example('audio frame'));
  });

  it('opens to the audio', () => {
    expect(openMessage(keys, example('audio body'))).toEqual(example('audio'));
  });
});
