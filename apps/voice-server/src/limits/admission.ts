import { BlockList, isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { type Clock, ErrorCode, VoiceError } from '@sealwave/kernel';
import { CLOCK } from '../clock';
import { parseNetwork, VoiceServerConfig } from '../voice-server.config';
import { addressGroup } from './address-group';
import { TokenBucket } from './token-bucket';

/** A connection that is over one of the limits on connections or handshakes. */
export class AdmissionError extends VoiceError {
  override readonly peerFault = true;
}

/** A place among the connections that the server has room for. */
export interface Place {
  /** The handshake is complete; it no longer counts as one. */
  settle(): void;
  /** The connection has ended. */
  leave(): void;
}

const ADDRESS_BURST = 5;
/** Addresses remembered before those with nothing against them are forgotten. */
const REMEMBERED_ADDRESSES = 4096;

/** Decides who may connect (docs/protocol.md, section 6.1). Holds counts, touches no socket. */
@Injectable()
export class Admission {
  private readonly trusted = new BlockList();
  private readonly all: TokenBucket;
  private readonly byAddress = new Map<string, TokenBucket>();
  private readonly connections = new Map<string, number>();
  private connected = 0;
  private handshaking = 0;

  constructor(
    private readonly config: VoiceServerConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    for (const network of config.VOICE_TRUSTED_PEERS)
      this.trusted.addSubnet(...parseNetwork(network));
    const perSecond = config.VOICE_HANDSHAKES_PER_SECOND;
    this.all = new TokenBucket(perSecond, perSecond, clock.now());
  }

  /**
   * Takes a place for a connection from `address`.
   * @throws AdmissionError when there is none.
   */
  enter(address: string): Place {
    const group = addressGroup(address);
    this.requireRoom();
    if (!this.isTrusted(group, address)) this.requireUnderLimits(group);
    return this.take(group);
  }

  private take(group: string): Place {
    this.connected++;
    this.handshaking++;
    this.connections.set(group, this.countOf(group) + 1);
    let isHandshaking = true;
    const settle = () => {
      if (isHandshaking) this.handshaking--;
      isHandshaking = false;
    };
    const leave = () => {
      settle();
      this.connected--;
      const left = this.countOf(group) - 1;
      if (left > 0) this.connections.set(group, left);
      else this.connections.delete(group);
    };
    return { settle, leave };
  }

  private isTrusted(group: string, address: string): boolean {
    if (isIP(group) === 4) return this.trusted.check(group, 'ipv4');
    return isIP(address) === 6 && this.trusted.check(address, 'ipv6');
  }

  private requireRoom(): void {
    const { VOICE_MAX_CONNECTIONS, VOICE_MAX_HANDSHAKES } = this.config;
    if (this.connected >= VOICE_MAX_CONNECTIONS || this.handshaking >= VOICE_MAX_HANDSHAKES) {
      const { connected, handshaking } = this;
      throw new AdmissionError(ErrorCode.Busy, 'the server is full', { connected, handshaking });
    }
  }

  private requireUnderLimits(group: string): void {
    const now = this.clock.now();
    const connections = this.countOf(group);
    if (connections >= this.config.VOICE_MAX_CONNECTIONS_PER_ADDRESS) {
      throw new AdmissionError(ErrorCode.RateLimited, 'too many connections from this address', {
        connections,
      });
    }
    if (!this.bucketOf(group, now).tryTake(1, now) || !this.all.tryTake(1, now)) {
      throw new AdmissionError(ErrorCode.RateLimited, 'too many handshakes');
    }
  }

  private countOf(group: string): number {
    return this.connections.get(group) ?? 0;
  }

  private bucketOf(group: string, now: number): TokenBucket {
    const known = this.byAddress.get(group);
    if (known) return known;
    if (this.byAddress.size >= REMEMBERED_ADDRESSES) this.forgetIdle(now);
    const bucket = new TokenBucket(this.config.VOICE_HANDSHAKES_PER_ADDRESS, ADDRESS_BURST, now);
    this.byAddress.set(group, bucket);
    return bucket;
  }

  private forgetIdle(now: number): void {
    for (const [group, bucket] of this.byAddress) {
      if (bucket.isFull(now)) this.byAddress.delete(group);
    }
  }
}
