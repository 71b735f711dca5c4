import { createECDH, createPrivateKey, pbkdf2Sync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { A, C, type Frame, H, K, S } from '../conformance/frame';
import { decodePublicKey } from '../conformance/public-key';
import { joinSecured, type SecuredHop } from '../conformance/secured/secured-hop';
import { Direction, secretsOf, sha256, transcript } from '../conformance/secured/secured-keys';
import { dataFolder, startVoiceServer, stopAll } from '../processes/running';
import { Attacker, pass, type Way } from './attacker';

const EPOCHS = 4;
const SIGNATURE_AND_FINISHED_BYTES = 96;

/** An attacker who recorded a connection, and stole keys after it. */
describe('F2: an attacker who recorded a connection and gets its last keys and the identity of the server later', () => {
  let attacker: Attacker;
  let ann: SecuredHop;
  let witness: SecuredHop;

  beforeAll(async () => {
    const server = await startVoiceServer();
    attacker = await Attacker.before(server.port, pass);
    witness = await joinSecured(server.port);
    ann = await joinSecured(attacker.port);
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      if (epoch > 0) ann.rekey();
      ann.send(Buffer.from(`of epoch ${epoch}`));
      expect((await witness.receive()).toString()).toBe(`of epoch ${epoch}`);
    }
  });
  afterAll(async () => {
    [ann, witness].forEach((hop) => hop.close());
    await attacker.close();
    await stopAll();
  });

  const seen = (type: number, way: Way): Buffer[] =>
    attacker.seen
      .filter(({ way: going, frame }) => going === way && frame.type === type)
      .map(({ frame }) => frame.body);

  /** The epochs of those records of Ann that one of `secrets` opens. */
  function opened(secrets: readonly Buffer[]): number[] {
    const records = attacker.seen.filter(
      ({ way, frame }) => way === 'to-server' && [A, C].includes(frame.type),
    );
    const isOpen = ({ frame }: { frame: Frame }): boolean =>
      secrets.some((secret) => opens(secret, frame));
    return records.filter(isOpen).map(({ frame }) => frame.body.readUInt32BE(0));
  }

  it('can open what is of the last keys, and so knows how to', () => {
    expect(opened([ann.sending.secret])).toEqual([EPOCHS - 1]);
  });

  it('cannot open what is of the keys before', () => {
    const onwards = new Direction(ann.sending.secret);
    const secrets = Array.from({ length: EPOCHS }, () => {
      onwards.renew();
      return onwards.secret;
    });
    expect(opened(secrets)).toEqual([]);
  });

  it('cannot open anything with the identity instead of the keys that are gone', () => {
    const file = readFileSync(join(dataFolder(), 'identity.key'));
    const { d = '' } = createPrivateKey(file).export({ format: 'jwk' });
    const stolen = createECDH('prime256v1');
    stolen.setPrivateKey(Buffer.from(d, 'base64url'));

    const [serverKey, clientKey] = [seen(K, 'to-client')[0], seen(K, 'to-server')[0]];
    const [salt, clientHello] = [seen(S, 'to-client')[0], seen(H, 'to-server')[0]];
    const answer = seen(H, 'to-client')[0];
    const signedPart = answer.subarray(0, -SIGNATURE_AND_FINISHED_BYTES);
    const signature = answer.subarray(-SIGNATURE_AND_FINISHED_BYTES, -32);
    expect(signedPart.includes(stolen.getPublicKey())).toBe(true);
    const th1 = transcript({ serverKey, clientKey, clientHello, salt }, signedPart);
    const guesses = [clientKey, serverKey].flatMap((key) => {
      const shared = stolen.computeSecret(decodePublicKey(key));
      const base = pbkdf2Sync(shared, salt, 100_000, 32, 'sha256');
      return [shared, Buffer.concat([shared, base])];
    });
    const secrets = guesses.flatMap((material) => {
      const { c2s, s2c } = secretsOf(material, sha256(th1, signature));
      return [c2s, s2c];
    });
    expect(opened(secrets)).toEqual([]);
  });
});

/** Whether the keys of `secret` open `frame` in the place that it names. */
function opens(secret: Buffer, { type, body }: Frame): boolean {
  const direction = new Direction(secret);
  direction.epoch = body.readUInt32BE(0);
  direction.sequence = Number(body.readBigUInt64BE(4));
  try {
    direction.open(type, body);
    return true;
  } catch {
    return false;
  }
}
