import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { FINGERPRINT, type HopPolicy, type PresentedIdentity } from '@sealwave/node/hop';
import { formatTarget, parseTarget, type Target, TARGET } from '../dialling/target';

/** What is remembered of a voice server: fingerprints. */
export interface KnownServer {
  readonly fingerprint: string;
  /** Of the identity that the server has announced to come; null when there is none. */
  readonly next: string | null;
}

/** Where that is remembered, by `host:port`. */
export interface ServerMemory {
  get(endpoint: string): KnownServer | undefined;
  set(endpoint: string, server: KnownServer): unknown;
}

/** How sure a client is of the server on the other end. */
export type TrustState = 'unauthenticated' | 'first-contact' | 'pinned';

/** What protects a link, for people to see. */
export interface LinkSecurity {
  readonly state: TrustState;
  /** Of the server; null when it has not proved who it is. */
  readonly fingerprint: string | null;
}

/** Of a hop on which nobody has proved anything. */
export const UNAUTHENTICATED: LinkSecurity = { state: 'unauthenticated', fingerprint: null };

/** A server is not the one that it was, or that it has to be. Never to be passed over. */
export class IdentityChangedError extends VoiceError {
  override readonly peerFault = true;
}

/** A pin looks like this: `host:port=svc1:...`, or `[host]:port=svc1:...` for an IPv6 address. */
export const PIN = new RegExp(`${TARGET.source.slice(0, -1)}=${FINGERPRINT.source.slice(1)}`);

/**
 * Which voice servers a client believes (docs/protocol.md, section 9.8): those whose fingerprint is
 * pinned, and for the others those that it has met before. Decides; the memory does the writing.
 */
export class ServerTrust {
  private readonly pins = new Map<string, string[]>();

  /** @param pins each matching {@link PIN}. */
  constructor(
    private readonly policy: HopPolicy,
    pins: readonly string[],
    private readonly memory: ServerMemory,
  ) {
    for (const pin of pins) {
      const [written, fingerprint] = pin.split('=');
      const target = parseTarget(written);
      // What is no address is one of no server.
      const endpoint = target ? endpointOf(target) : written;
      this.pins.set(endpoint, [...(this.pins.get(endpoint) ?? []), fingerprint]);
    }
  }

  /** What to ask of a server: of one that has proved itself before, never less than that. */
  policyFor(target: Target): HopPolicy {
    const endpoint = endpointOf(target);
    const isKnown = this.pins.has(endpoint) || this.memory.get(endpoint) !== undefined;
    return isKnown ? 'require' : this.policy;
  }

  /** @throws IdentityChangedError when the server at `target` has to be another one. */
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
   * Remembers a server whose whole handshake succeeded.
   * @throws IdentityChangedError as {@link check} does: another connection may have been first.
   */
  accept(target: Target, identity: PresentedIdentity): LinkSecurity {
    this.check(target, identity);
    const endpoint = endpointOf(target);
    const { fingerprint, nextFingerprint: next } = identity;
    if (this.pins.has(endpoint)) return { state: 'pinned', fingerprint };
    const known = this.memory.get(endpoint);
    // A server that has not yet moved on may leave the announcement out again.
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
