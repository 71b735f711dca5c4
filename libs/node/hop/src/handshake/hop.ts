import { ErrorCode } from '@sealwave/kernel';
import { FrameType } from '@sealwave/wire';
import { BaseCipher } from '../record/base-cipher';
import { withDeadline } from './deadline';
import type { FrameChannel } from '../record/frame-channel';
import { type KeyAgreement, initiate, type InitiatorOptions } from './handshake';
import { answerHello, checkAnswer, newClientHello, type Responder } from '../hello/hello-exchange';
import { encodeReject, isReject, parseReject, reasonOf } from '../hello/hello-reject';
import type { HopCipher } from '../record/hop-cipher';
import type { HopSecrets } from './hop-secrets';
import { deriveAesKey } from './key-schedule';
import type { PresentedIdentity } from '../identity/presented-identity';
import { SecuredCipher } from '../record/secured-cipher';
import { HandshakeError } from './session-error';
import { Suite } from '../hello/suite';
import { wipe } from './wipe';

/**
 * What a client asks for (docs/protocol.md, section 9.8). `base`: the base protocol. `prefer`: a secured hop if
 * the server supports it. `require`: a secured hop only.
 */
export type HopPolicy = 'base' | 'prefer' | 'require';

/** A hop after its handshake. */
export interface Hop {
  readonly cipher: HopCipher;
  /** The identity that the server proved; null on a base hop, and at the server. */
  readonly identity: PresentedIdentity | null;
  /** Exporter secret, bound to this connection; null on a base hop. */
  readonly exporter: Uint8Array | null;
}

/** Makes the base hop for a connection without hellos. */
export async function baseHop(agreement: KeyAgreement): Promise<Hop> {
  const aesKey =
    agreement.aesKey ?? (await deriveAesKey(agreement.secret, agreement.messages.salt));
  wipe(agreement.secret);
  return { cipher: new BaseCipher(aesKey), identity: null, exporter: null };
}

/**
 * The server's half of the hellos. Reads the client's hello, which must be the next frame, and answers it.
 * @throws HandshakeError when the client offers nothing that we support. The client has been told then.
 */
export async function acceptHello(
  channel: FrameChannel,
  agreement: KeyAgreement,
  responder: Responder,
): Promise<Hop> {
  const { type, body: clientHello } = await channel.receive();
  try {
    if (type !== FrameType.Hello) throw HandshakeError.unexpectedFrame(type, FrameType.Hello);
    const flights = { ...agreement.messages, clientHello };
    const { body, secrets } = answerHello(flights, agreement, responder);
    channel.send(FrameType.Hello, body);
    return securedHop('server', secrets);
  } catch (error) {
    channel.send(FrameType.Hello, encodeReject(reasonOf(error)));
    throw error;
  } finally {
    forget(agreement);
  }
}

/** How a client makes a hop. */
export interface ConnectHopOptions extends Omit<InitiatorOptions, 'clientHello'> {
  readonly policy: HopPolicy;
  /** Time for the server's hello after its salt, in milliseconds. */
  readonly helloMs: number;
  /**
   * Decides about the server's identity.
   * @throws an error when it is not the expected one.
   */
  trust(identity: PresentedIdentity): void;
}

/**
 * The client's half of the whole handshake: `K`, `H`, `S` and, unless the policy is `base`, the hellos.
 * @throws HandshakeError or PublicKeyError when it fails, or the error of `trust`. No message was sent then.
 */
export async function connectHop(channel: FrameChannel, options: ConnectHopOptions): Promise<Hop> {
  const { policy, helloMs, trust } = options;
  const clientHello = policy === 'base' ? undefined : newClientHello(policy === 'require');
  let agreement = await initiate(channel, { ...options, clientHello });
  if (!clientHello) return baseHop(agreement);
  try {
    const answer = await nextHello(channel, helloMs);
    if (!answer && policy === 'prefer') return await baseHop(agreement);
    if (!answer) throw HandshakeError.unauthenticated();
    if (isReject(answer)) throw HandshakeError.rejected(parseReject(answer));
    const flights = { ...agreement.messages, clientHello };
    let identity: PresentedIdentity | null = null;
    const secrets = await checkAnswer({
      messages: flights,
      answer,
      agreed: async (suite) => (agreement = await withBaseKey(agreement, suite)),
      trust: (presented) => {
        trust(presented);
        identity = presented;
      },
    });
    return { ...securedHop('client', secrets), identity };
  } finally {
    forget(agreement);
  }
}

function securedHop(side: 'client' | 'server', secrets: HopSecrets): Hop {
  const cipher = new SecuredCipher({ side, secrets });
  return { cipher, identity: null, exporter: secrets.exporter };
}

async function withBaseKey(agreement: KeyAgreement, suite: Suite): Promise<KeyAgreement> {
  if (suite === Suite.Direct) return agreement;
  const aesKey = await deriveAesKey(agreement.secret, agreement.messages.salt);
  return { ...agreement, aesKey };
}

/**
 * Waits for the server's `H`. Ignores frames before it: a client that asked for more cannot use them.
 * @returns its body; null when it did not come in time.
 */
async function nextHello(channel: FrameChannel, ms: number): Promise<Uint8Array | null> {
  const waiting = new AbortController();
  const search = async (): Promise<Uint8Array> => {
    for (;;) {
      const { type, body } = await channel.peek();
      waiting.signal.throwIfAborted();
      await channel.receive();
      if (type === FrameType.Hello) return body;
    }
  };
  try {
    return await withDeadline(search(), ms);
  } catch (error) {
    const isLate = error instanceof HandshakeError && error.code === ErrorCode.HandshakeTimeout;
    if (!isLate) throw error;
    return null;
  } finally {
    waiting.abort();
  }
}

function forget({ secret, aesKey }: KeyAgreement): void {
  wipe(secret);
  if (aesKey) wipe(aesKey);
}
