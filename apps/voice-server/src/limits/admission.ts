import { Inject, Injectable } from '@nestjs/common';
import { type Clock, ErrorCode, VoiceError } from '@sealwave/kernel';
import { addressGroup, AddressRates, Networks, TokenBucket } from '@sealwave/node/limits';
import { CLOCK } from '../clock';
import { VoiceServerConfig } from '../voice-server.config';

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

/** Decides who may connect (docs/protocol.md, section 6.1). Holds counts, touches no socket. */
@Injectable()
export class Admission {
  private readonly trusted: Networks;
  private readonly all: TokenBucket;
  private readonly byAddress: AddressRates;
  private readonly connections = new Map<string, number>();
  private connected = 0;
  private handshaking = 0;

  constructor(
    private readonly config: VoiceServerConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.trusted = new Networks(config.VOICE_TRUSTED_PEERS);
    const perSecond = config.VOICE_HANDSHAKES_PER_SECOND;
    this.all = new TokenBucket(perSecond, perSecond, clock.now());
    this.byAddress = new AddressRates(config.VOICE_HANDSHAKES_PER_ADDRESS);
  }

  /**
   * Takes a place for a connection from `address`.
   * @throws AdmissionError when there is none.
   */
  enter(address: string): Place {
    const group = addressGroup(address);
    this.requireRoom();
    if (!this.trusted.has(address)) this.requireUnderLimits(group);
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
    if (!this.byAddress.tryTake(group, now) || !this.all.tryTake(1, now)) {
      throw new AdmissionError(ErrorCode.RateLimited, 'too many handshakes');
    }
  }

  private countOf(group: string): number {
    return this.connections.get(group) ?? 0;
  }
}
