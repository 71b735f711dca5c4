import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { encodeClientHello } from './client-hello';
import {
  type Answer,
  answerHello,
  checkAnswer,
  type HelloCheck,
  newClientHello,
  type Responder,
} from './hello-exchange';
import type { HopSecrets } from '../handshake/hop-secrets';
import type { PresentedIdentity } from '../identity/presented-identity';
import { ServerIdentity } from '../identity/server-identity';
import { Suite } from './suite';
import type { HandshakeMessages } from '../handshake/transcript';

const identity = ServerIdentity.generate();
const responder: Responder = { identity, requiresSecuredHop: false };
const agreed = { secret: randomBytes(32), aesKey: randomBytes(32) };
const direct = { secret: agreed.secret, aesKey: null };

function newFlights(clientHello: Uint8Array = newClientHello(true)): HandshakeMessages {
  const [serverKey, clientKey, salt] = [randomBytes(65), randomBytes(91), randomBytes(16)];
  return { serverKey, clientKey, clientHello, salt };
}

function offering(...suites: number[]): Uint8Array {
  const random = randomBytes(32);
  return encodeClientHello({
    requiresAuthentication: false,
    random,
    suites,
    extensions: new Map([[0x0001, Uint8Array.of(1)]]),
  });
}

/** What a client makes of `answer`; it trusts the servers that it is told to. */
function check(
  flights: HandshakeMessages,
  answer: Uint8Array,
  trust: HelloCheck['trust'] = trustAnybody,
): Promise<HopSecrets> {
  return checkAnswer({ messages: flights, answer, agreed: async () => agreed, trust });
}

function trustAnybody(): void {
  // A first contact.
}

describe('an exchange of hellos', () => {
  it.each([
    ['the suite without PBKDF2 where both know it', [1, 2], direct],
    ['the other suite where the client knows no more', [1], agreed],
    ['what is known among what is not', [0x7777, 2, 9], direct],
  ])('agrees on %s', async (_, suites, ownAgreed) => {
    const flights = newFlights(offering(...suites));
    const answer = answerHello(flights, ownAgreed, responder);
    const asked: Suite[] = [];
    const secrets = await checkAnswer({
      messages: flights,
      answer: answer.body,
      agreed: async (suite) => {
        asked.push(suite);
        return agreed;
      },
      trust: trustAnybody,
    });
    expect(secrets).toEqual(answer.secrets);
    expect(asked).toEqual([suites.includes(2) ? Suite.Direct : Suite.WithBaseKey]);
  });

  it('changes all secrets in each connection', () => {
    const values = [newFlights(), newFlights()].flatMap((flights) =>
      Object.values(answerHello(flights, direct, responder).secrets),
    );
    expect(new Set(values.map((value) => Buffer.from(value).toString('hex'))).size).toBe(8);
  });

  it('fails without a common suite, on either side', async () => {
    const unsupported = { code: ErrorCode.HopUnsupported };
    const flights = newFlights(offering(3, 4));
    expect(() => answerHello(flights, agreed, responder)).toThrow(
      expect.objectContaining(unsupported),
    );
    const modest = newFlights(offering(1));
    const { body } = answerHello({ ...modest, clientHello: offering(2) }, direct, responder);
    await expect(check(modest, body)).rejects.toMatchObject(unsupported);
  });

  it('fails after one bit was changed on the way, in either direction', async () => {
    const flights = newFlights();
    const names = ['serverKey', 'clientKey', 'clientHello', 'salt'] as const;
    const place = fc.tuple(fc.constantFrom(...names, 'answer' as const), fc.nat());
    await fc.assert(
      fc.asyncProperty(place, async ([name, at]) => {
        const { body } = answerHello(flights, direct, responder);
        const arrived = { ...flights, answer: body };
        const bytes = Buffer.from(arrived[name]);
        const bit = at % (bytes.length * 8);
        bytes[bit >> 3] ^= 1 << (bit & 7);
        const spoiled = { ...arrived, [name]: bytes };
        await expect(check(spoiled, spoiled.answer)).rejects.toBeInstanceOf(VoiceError);
      }),
      { numRuns: 300 },
    );
  });

  it('fails after suites were removed from the offer', async () => {
    const flights = newFlights(offering(2, 1));
    const stripped = { ...flights, clientHello: Buffer.from(flights.clientHello) };
    stripped.clientHello.writeUInt16BE(1, 37);
    const { body } = answerHello(stripped, agreed, responder);
    await expect(check(flights, body)).rejects.toMatchObject({ code: ErrorCode.HopAuthFailed });
  });

  it('fails at a client that agreed on another secret', async () => {
    const flights = newFlights();
    const { body } = answerHello(flights, { secret: randomBytes(32), aesKey: null }, responder);
    await expect(check(flights, body)).rejects.toMatchObject({ code: ErrorCode.HopAuthFailed });
  });

  it('fails at a client that expects another server, before it checks the keys', async () => {
    const flights = newFlights();
    const { body } = answerHello(flights, direct, responder);
    const refusal = new Error('another one');
    const seen: PresentedIdentity[] = [];
    const refuse = (presented: PresentedIdentity) => {
      seen.push(presented);
      throw refusal;
    };
    await expect(check(flights, body, refuse)).rejects.toBe(refusal);
    expect(seen).toEqual([{ fingerprint: identity.fingerprint, nextFingerprint: null }]);
    body[body.length - 1] ^= 1;
    await expect(check(flights, body, refuse)).rejects.toBe(refusal);
    body[body.length - 33] ^= 1;
    await expect(check(flights, body, refuse)).rejects.toMatchObject({
      code: ErrorCode.HopAuthFailed,
    });
  });
});

describe('the next identity of a server', () => {
  const next = ServerIdentity.generate();
  const answering = (nextIdentity: Uint8Array): [HandshakeMessages, Answer] => {
    const flights = newFlights();
    return [flights, answerHello(flights, direct, { ...responder, nextIdentity })];
  };

  it('reaches the client', async () => {
    const [flights, { body }] = answering(next.point);
    const seen: PresentedIdentity[] = [];
    await check(flights, body, (presented) => void seen.push(presented));
    expect(seen).toEqual([
      { fingerprint: identity.fingerprint, nextFingerprint: next.fingerprint },
    ]);
  });

  it('is refused without a signature by the present one, and when it is not a key', async () => {
    const another = ServerIdentity.generate();
    const imposture = { point: identity.point, signTranscript: sign, endorse };
    function sign(toSign: Uint8Array) {
      return identity.signTranscript(toSign);
    }
    function endorse(point: Uint8Array) {
      return another.endorse(point);
    }
    const flights = newFlights();
    const impostor = { ...responder, identity: imposture as unknown as ServerIdentity };
    const { body } = answerHello(flights, direct, { ...impostor, nextIdentity: next.point });
    await expect(check(flights, body)).rejects.toMatchObject({ code: ErrorCode.HopAuthFailed });

    const [others, answer] = answering(new Uint8Array(65).fill(4));
    await expect(check(others, answer.body)).rejects.toMatchObject({
      code: ErrorCode.PublicKeyInvalid,
    });
    const [short, cut] = answering(next.point.subarray(1));
    await expect(check(short, cut.body)).rejects.toMatchObject({ code: ErrorCode.ProtocolError });
  });
});
