import { randomBytes, timingSafeEqual } from 'node:crypto';
import { parsePublicKey } from '@sealwave/crypto';
import { type Bytes, concat } from '@sealwave/kernel';
import {
  type ClientHello,
  encodeClientHello,
  HELLO_RANDOM_BYTES,
  parseClientHello,
} from './client-hello';
import { NEXT_IDENTITY } from './hello-extensions';
import { type SharedSecret, deriveHopSecrets, type HopSecrets } from '../handshake/hop-secrets';
import { verifyIdentity } from '../identity/identity-signature';
import { type PresentedIdentity, presentedIdentity } from '../identity/presented-identity';
import { encodeServerHello, parseServerHello } from './server-hello';
import { type ServerIdentity, transcriptMessage } from '../identity/server-identity';
import { HandshakeError } from '../handshake/session-error';
import { chooseSuite, type Suite, SUITES } from './suite';
import {
  type HandshakeMessages,
  signedTranscript,
  transcriptToSign,
} from '../handshake/transcript';

/** Makes the body of our own clients' `H`, with new random bytes. */
export function newClientHello(requiresAuthentication: boolean): Bytes {
  const random = randomBytes(HELLO_RANDOM_BYTES);
  const extensions = new Map<number, Uint8Array>();
  return encodeClientHello({ requiresAuthentication, random, suites: SUITES, extensions });
}

/** What a server needs to answer a hello. */
export interface Responder {
  readonly identity: ServerIdentity;
  /** Public key of the server's next identity, while it is being announced; 65 bytes. */
  readonly nextIdentity?: Uint8Array | undefined;
  /** Whether the server requires a secured hop. */
  readonly requiresSecuredHop: boolean;
}

/** The answer to a hello, and the resulting secrets. */
export interface Answer {
  /** Body of the `H` for the client. */
  readonly body: Bytes;
  readonly secrets: HopSecrets;
}

/**
 * The server's side of docs/protocol.md, section 9.3. It chooses a suite, signs everything that was sent, and
 * proves that it has the keys.
 * @throws HandshakeError when the hello is malformed or offers nothing that we support.
 */
export function answerHello(
  flights: HandshakeMessages,
  agreed: SharedSecret,
  responder: Responder,
): Answer {
  const suite = suiteFor(parseClientHello(flights.clientHello));
  const { identity, nextIdentity, requiresSecuredHop: requiresSecuredHop } = responder;
  const extensions = new Map<number, Uint8Array>();
  if (nextIdentity) extensions.set(NEXT_IDENTITY, identity.endorse(nextIdentity));
  const random = randomBytes(HELLO_RANDOM_BYTES);
  const signedPart = encodeServerHello({
    requiresSecuredHop: requiresSecuredHop,
    random,
    suite,
    identity: identity.point,
    extensions,
  });
  const toSign = transcriptToSign(flights, signedPart);
  const signature = identity.signTranscript(toSign);
  const secrets = deriveHopSecrets(suite, agreed, signedTranscript(toSign, signature));
  return { body: concat(signedPart, signature, secrets.serverFinished), secrets };
}

/**
 * Chooses the suite for the answer to a hello.
 * @throws HandshakeError when there is none in common.
 */
export function suiteFor({ suites }: ClientHello): Suite {
  const suite = chooseSuite(suites);
  if (suite === undefined) throw HandshakeError.noCommonSuite();
  return suite;
}

/** What a client needs to check a server's hello. */
export interface HelloCheck {
  readonly messages: HandshakeMessages;
  /** Body of the server's `H`. */
  readonly answer: Uint8Array;
  /** Returns the agreed secrets. Derives the base key only if the suite needs it. */
  agreed(suite: Suite): Promise<SharedSecret>;
  /**
   * Decides about the server's identity.
   * @throws an error when it is not the expected one.
   */
  trust(identity: PresentedIdentity): void;
}

/**
 * The client's side: checks the server's answer. A valid answer proves three things: the server is the expected
 * one, it saw what we sent, and it has the keys.
 * @throws HandshakeError, PublicKeyError, or the error of `trust`, at the first check that fails.
 */
export async function checkAnswer(check: HelloCheck): Promise<HopSecrets> {
  const { hello, signedPart, signature, finished } = parseServerHello(check.answer);
  const suite = SUITES.find((known) => known === hello.suite);
  const offered = parseClientHello(check.messages.clientHello).suites;
  if (suite === undefined || !offered.includes(suite)) throw HandshakeError.noCommonSuite();
  const toSign = transcriptToSign(check.messages, signedPart);
  const point = parsePublicKey(hello.identity);
  if (!verifyIdentity(point, transcriptMessage(toSign), signature)) {
    throw HandshakeError.badProof();
  }
  check.trust(presentedIdentity(hello));
  const transcript = signedTranscript(toSign, signature);
  const secrets = deriveHopSecrets(suite, await check.agreed(suite), transcript);
  if (!timingSafeEqual(finished, secrets.serverFinished)) throw HandshakeError.badProof();
  return secrets;
}
