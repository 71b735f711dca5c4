import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { FINGERPRINT, type HopPolicy, type PresentedIdentity } from '@sealwave/node/hop';
import { formatTarget, parseTarget, type Target, TARGET } from '../dialling/target';

/** Stored fingerprints of a voice server. */
export interface KnownServer {
  readonly fingerprint: string;
  /** Fingerprint of the next identity that the server has announced; null without an announcement. */
  readonly next: string | null;
}

/** Stores known servers by `host:port`. */
export interface ServerMemory {
  get(endpoint: string): KnownServer | undefined;
  set(endpoint: string, server: KnownServer): unknown;
}

/**
 * How far a client trusts the server. `unauthenticated`: the server proved no identity. `first-contact`: it
 * proved one for the first time. `pinned`: it proved the identity that was pinned or seen before.
 */
export type TrustState = 'unauthenticated' | 'first-contact' | 'pinned';

/** How a connection is protected, for people to see. */
export interface ConnectionSecurity {
  readonly state: TrustState;
  /** The server's fingerprint; null when it proved no identity. */
  readonly fingerprint: string | null;
}

/** Security of a hop without a proof of the server's identity. */
export const UNAUTHENTICATED: ConnectionSecurity = { state: 'unauthenticated', fingerprint: null };

/** A server's identity is not the known or pinned one. A client MUST NOT continue. */
export class IdentityChangedError extends VoiceError {
  override readonly peerFault = true;
}

/** Form of a pin: `host:port=svc1:...`, or `[host]:port=svc1:...` for an IPv6 address. */
export const PIN = new RegExp(`${TARGET.source.slice(0, -1)}=${FINGERPRINT.source.slice(1)}`);

/**
 * Which voice servers a client trusts (docs/protocol.md, section 9.8). A pinned fingerprint decides; without
 * one, the identity that was seen before. This class decides; the memory stores.
 */
export class ServerTrust {
  private readonly pins = new Map<string, string[]>();

  /**
   * @param policy what to ask of an unknown server.
   * @param pins each matches {@link PIN}.
   * @param memory stores known servers.
   */
  constructor(
    private readonly policy: HopPolicy,
    pins: readonly string[],
    private readonly memory: ServerMemory,
  ) {
    for (const pin of pins) {
      const [written, fingerprint] = pin.split('=');
      const target = parseTarget(written);
      // A text without the form of an address matches no server.
      const endpoint = target ? endpointOf(target) : written;
      this.pins.set(endpoint, [...(this.pins.get(endpoint) ?? []), fingerprint]);
    }
  }

  /** What to require of a server. A server that proved its identity before must prove it again. */
  policyFor(target: Target): HopPolicy {
    const endpoint = endpointOf(target);
    const isKnown = this.pins.has(endpoint) || this.memory.get(endpoint) !== undefined;
    return isKnown ? 'require' : this.policy;
  }

  /**
   * Checks a server's identity.
   * @throws IdentityChangedError when another identity is known for `target`.
   */
  check(target: Target, { fingerprint }: PresentedIdentity): void {
    const endpoint = endpointOf(target);
    const pinned = this.pins.get(endpoint);
    const known = this.memory.get(endpoint);
    const expected = pinned ?? (known && [known.fingerprint, known.next]);
    if (expected && !expected.includes(fingerprint)) {
      throw identityChanged(target, String(expected[0]), fingerprint);
    }
  }

  /**
   * Stores a server after its handshake succeeded.
   * @throws IdentityChangedError as {@link check} does: another connection may have stored an identity first.
   */
  accept(target: Target, identity: PresentedIdentity): ConnectionSecurity {
    this.check(target, identity);
    const endpoint = endpointOf(target);
    const { fingerprint, nextFingerprint: next } = identity;
    if (this.pins.has(endpoint)) return { state: 'pinned', fingerprint };
    const known = this.memory.get(endpoint);
    // A server that keeps its identity may omit the announcement later.
    const keptNext = next ?? (known?.fingerprint === fingerprint ? known.next : null);
    if (known?.fingerprint !== fingerprint || known.next !== keptNext) {
      this.memory.set(endpoint, { fingerprint, next: keptNext });
    }
    return { state: known ? 'pinned' : 'first-contact', fingerprint };
  }
}

function endpointOf({ host, port }: Target): string {
  return `${host}:${port}`;
}

function identityChanged(target: Target, expected: string, presented: string): VoiceError {
  const text = `the voice server at ${formatTarget(target)} is not the one that it was: ${expected} was expected, ${presented} came`;
  return new IdentityChangedError(ErrorCode.IdentityChanged, text, { expected, presented });
}
