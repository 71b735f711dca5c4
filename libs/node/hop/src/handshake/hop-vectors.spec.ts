import { createSecretKey } from 'node:crypto';
import { EphemeralKey } from '@sealwave/crypto';
import { fromHex, toHex } from '@sealwave/kernel';
import { encodeFrame, FrameType } from '@sealwave/wire';
import { aes256Gcm } from '../record/aead';
import { BaseCipher } from '../record/base-cipher';
import { encodeClientHello, parseClientHello } from '../hello/client-hello';
import { fingerprintOf } from '../identity/fingerprint';
import { checkAnswer } from '../hello/hello-exchange';
import { hkdfExpand, hkdfExtract } from './hkdf';
import { deriveHopSecrets } from './hop-secrets';
import { type HopVectors, pemOfScalar, vectorFile } from '../testing/hop-vectors';
import { isJoinProof, joinProof, tokenMac } from './join-proof';
import { verifyIdentity } from '../identity/identity-signature';
import { hmacSha256 } from '../record/integrity';
import { deriveAesKey } from './key-schedule';
import { runSync, sealSteps, UNBOUND } from '../record/message-steps';
import { SecuredCipher } from '../record/secured-cipher';
import { encodeServerHello, parseServerHello } from '../hello/server-hello';
import { ServerIdentity, transcriptMessage } from '../identity/server-identity';
import { Suite } from '../hello/suite';
import { signedTranscript, transcriptToSign } from './transcript';

const file = vectorFile('generated/hop-v1-kat.json');

if (file === undefined) {
  describe('the known answers of the hop', () => {
    it.skip('skipped, for there are no vectors: set VECTORS_DIR', () => undefined);
  });
} else {
  const { inputs, base, hop } = JSON.parse(file) as HopVectors;
  const audio = fromHex(inputs['audio']);
  const flights = {
    serverKey: fromHex(base['K_server_data']),
    clientKey: fromHex(base['K_client_data']),
    clientHello: fromHex(hop['client_hello_data']),
    salt: fromHex(inputs['salt']),
  };
  const agreed = { secret: fromHex(base['shared_x']), aesKey: fromHex(base['aes_key']) };
  const answer = fromHex(hop['server_hello_data']);
  const identity = ServerIdentity.fromPem(pemOfScalar(inputs['server_identity_priv']));
  const toSign = transcriptToSign(flights, fromHex(hop['server_hello_body']));
  const transcript = signedTranscript(toSign, fromHex(hop['signature']));
  const secrets = () => deriveHopSecrets(Suite.WithBaseKey, agreed, transcript);
  const cipher = (side: 'client' | 'server', records = 1000) => {
    const renewal = { records, bytes: 1000, ms: 1000 };
    return new SecuredCipher({ side, secrets: secrets(), renewal, clock: { now: () => 0 } });
  };
  const bodyOf = (frame: string) => fromHex(frame).subarray(5);

  describe('the known answers of the base protocol', () => {
    it('hold for both public keys and the secret', () => {
      const server = EphemeralKey.fromScalar(fromHex(inputs['server_ephemeral_priv']));
      const client = EphemeralKey.fromScalar(fromHex(inputs['client_ephemeral_priv']));
      expect(toHex(server.publicPoint)).toBe(base['K_server_data']);
      expect(toHex(client.publicPoint)).toBe(base['K_client_data']);
      expect(toHex(server.agree(client.publicPoint))).toBe(base['shared_x']);
    });

    it('hold for both keys', async () => {
      const key = toHex(await deriveAesKey(fromHex(base['shared_x']), flights.salt));
      expect(key).toBe(base['aes_key']);
      expect(base['hmac_key']).toBe(key.slice(0, 32));
    });

    it('hold for a message', () => {
      const keys = {
        key: createSecretKey(fromHex(base['aes_key'])),
        macKey: createSecretKey(fromHex(base['hmac_key'])),
      };
      const parts = { integrity: hmacSha256, aead: aes256Gcm };
      const nonce = fromHex(inputs['base_iv']);
      const sealed = runSync(sealSteps(parts, keys, { nonce, audio, ...UNBOUND }));
      expect(toHex(sealed)).toBe(base['A_data']);
      expect(toHex(encodeFrame(FrameType.Audio, sealed))).toBe(base['A_frame']);
      expect(toHex(new BaseCipher(fromHex(base['aes_key'])).open(sealed))).toBe(inputs['audio']);
    });
  });

  describe('the known answers of the secured hop', () => {
    it('hold for the hello of the client', () => {
      const hello = parseClientHello(flights.clientHello);
      expect(toHex(hello.random)).toBe(inputs['client_random']);
      expect(hello).toMatchObject({ requiresAuthentication: true, suites: [Suite.WithBaseKey] });
      expect(encodeClientHello(hello)).toEqual(flights.clientHello);
    });

    it('hold for the hello of the server', () => {
      const { hello, signedPart, signature, finished } = parseServerHello(answer);
      expect(toHex(hello.random)).toBe(inputs['server_random']);
      expect(hello).toMatchObject({ requiresSecuredHop: true, suite: Suite.WithBaseKey });
      expect(hello.identity).toEqual(identity.point);
      expect(toHex(encodeServerHello(hello))).toBe(hop['server_hello_body']);
      expect(toHex(signedPart)).toBe(hop['server_hello_body']);
      expect(toHex(signature)).toBe(hop['signature']);
      expect(toHex(finished)).toBe(hop['server_finished']);
    });

    it('hold for the transcript and its signature', () => {
      expect(toHex(toSign)).toBe(hop['th1']);
      expect(toHex(transcript)).toBe(hop['th2']);
      const message = transcriptMessage(toSign);
      expect(verifyIdentity(identity.point, message, fromHex(hop['signature']))).toBe(true);
      expect(verifyIdentity(identity.point, message, identity.signTranscript(toSign))).toBe(true);
    });

    it('hold for the fingerprint', () => {
      const text = Buffer.from(hop['identity_fingerprint'], 'hex').toString('base64url');
      expect(fingerprintOf(identity.point)).toBe(`svc1:${text}`);
    });

    it('hold for the key schedule', () => {
      const prk = hkdfExtract(transcript, fromHex(base['shared_x'] + base['aes_key']));
      expect(toHex(prk)).toBe(hop['prk']);
      const label = Buffer.concat([Buffer.from('svc-hop-v1 s finished\0'), transcript]);
      expect(toHex(hkdfExpand(prk, label))).toBe(hop['s_finished_key']);
      const { serverFinished, clientToServer, serverToClient, exporter } = secrets();
      expect(toHex(serverFinished)).toBe(hop['server_finished']);
      expect(toHex(clientToServer)).toBe(hop['c2s_secret_0']);
      expect(toHex(serverToClient)).toBe(hop['s2c_secret_0']);
      expect(toHex(exporter)).toBe(hop['exporter']);
    });

    it('hold for the keys of an epoch', () => {
      const secret = fromHex(hop['c2s_secret_0']);
      expect(toHex(hkdfExpand(secret, 'svc-hop-v1 key'))).toBe(hop['c2s_key_0']);
      expect(toHex(hkdfExpand(secret, 'svc-hop-v1 mac'))).toBe(hop['c2s_mac_0']);
      expect(toHex(hkdfExpand(secret, 'svc-hop-v1 next'))).toBe(hop['c2s_secret_1']);
    });

    it('satisfy a client', async () => {
      const trusted: string[] = [];
      const checked = await checkAnswer({
        messages: flights,
        answer,
        agreed: async () => agreed,
        trust: ({ fingerprint }) => void trusted.push(fingerprint),
      });
      expect(checked).toEqual(secrets());
      expect(trusted).toEqual([identity.fingerprint]);
    });

    it('hold for records of the first epoch and of the next one', () => {
      const client = cipher('client', 2);
      const join = Buffer.from(hop.record_0_C_join.plaintext_utf8);
      const first = client.seal(join, FrameType.Control);
      const second = client.seal(audio, FrameType.Audio);
      const renewal = client.rekeyIfDue();
      const third = client.seal(audio, FrameType.Audio);
      const frame = (type: FrameType, body: Uint8Array) => toHex(encodeFrame(type, body));
      expect(frame(FrameType.Control, first)).toBe(hop.record_0_C_join.frame);
      expect(frame(FrameType.Audio, second)).toBe(hop.record_1_A_audio.frame);
      expect(frame(FrameType.Audio, third)).toBe(hop.record_epoch1_seq0_A_audio.frame);
      expect(renewal).not.toBeNull();
    });

    it('open at the server', () => {
      const server = cipher('server');
      const first = server.open(bodyOf(hop.record_0_C_join.frame), FrameType.Control);
      expect(Buffer.from(first).toString()).toBe(hop.record_0_C_join.plaintext_utf8);
      const second = server.open(bodyOf(hop.record_1_A_audio.frame), FrameType.Audio);
      expect(toHex(second)).toBe(inputs['audio']);
    });

    it('hold for a proof that hangs on the connection', () => {
      const mac = tokenMac(fromHex(inputs['token_master']), inputs['token_claims_utf8']);
      expect(toHex(mac)).toBe(hop['token_mac']);
      const proof = joinProof(mac, secrets().exporter);
      expect(toHex(proof)).toBe(hop['join_proof']);
      expect(isJoinProof(proof, mac, secrets().exporter)).toBe(true);
      expect(isJoinProof(proof, mac, new Uint8Array(32))).toBe(false);
    });
  });
}
