import { Inject, Injectable } from '@nestjs/common';
import { type Clock, ErrorCode } from '@sealwave/kernel';
import {
  addressGroup,
  AddressQuota,
  AddressRates,
  Networks,
  TokenBucket,
} from '@sealwave/node/limits';
import { CLOCK } from '../clock';
import { VoiceServerConfig } from '../voice-server.config';
import { AdmissionError } from './admission-error';
import { HandshakeSemaphore } from './handshake-semaphore';
import { type IdlePlace, IdlePlaces } from './idle-places';

/** A slot for one of the connections that the server accepts. */
export interface ConnectionSlot {
  /**
   * Resolves when this connection may begin its handshake, at once or in its turn.
   * @throws AdmissionError when its turn did not come in time.
   */
  begin(): Promise<void>;
  /** The handshake is complete and no longer counts as running. */
  settle(): void;
  /**
   * Lets a newcomer take this slot from now on, if its client has been silent for long. The slot is taken only
   * if no other one is free.
   * @param end closes the connection; the slot is free already.
   */
  yieldWhenIdle(end: (reason: AdmissionError) => void): void;
  /** The client sent something. */
  touch(): void;
  /** Keeps this slot from now on, even if the client is silent. */
  keep(): void;
  /** The connection ended; frees the slot. */
  leave(): void;
}

/** Decides who may connect (docs/protocol.md, section 6.1). This class only counts, and touches no socket. */
@Injectable()
export class Admission {
  private readonly trusted: Networks;
  private readonly all: TokenBucket;
  private readonly byAddress: AddressRates;
  /** Untrusted connections per address. Trusted peers are exempt, and do not use up their neighbours' limit. */
  private readonly connections: AddressQuota;
  private readonly turns: HandshakeSemaphore;
  /**
   * Handshakes of trusted peers, counted separately. A flood from many addresses must not hold up the people
   * behind a gateway.
   */
  private readonly turnsOfTrusted: HandshakeSemaphore;
  private readonly idle: IdlePlaces;
  private connected = 0;

  constructor(
    private readonly config: VoiceServerConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.trusted = new Networks(config.VOICE_TRUSTED_PEERS);
    const perSecond = config.VOICE_HANDSHAKES_PER_SECOND;
    this.all = new TokenBucket(perSecond, perSecond, clock.now());
    this.connections = new AddressQuota(config.VOICE_MAX_CONNECTIONS_PER_ADDRESS);
    this.byAddress = new AddressRates(config.VOICE_HANDSHAKES_PER_ADDRESS);
    this.turns = new HandshakeSemaphore(config.VOICE_MAX_HANDSHAKES);
    this.turnsOfTrusted = new HandshakeSemaphore(config.VOICE_MAX_HANDSHAKES);
    this.idle = new IdlePlaces(config.VOICE_IDLE_BASE_MS);
  }

  /**
   * Reserves a slot for a connection from `address`.
   * @throws AdmissionError when there is none.
   */
  enter(address: string): ConnectionSlot {
    const group = addressGroup(address);
    const isTrusted = this.trusted.has(address);
    // Checks the connection's own limits first. A connection that exceeds them displaces nobody.
    if (!isTrusted) this.requireUnderLimits(group);
    this.requireRoom(isTrusted);
    return this.take(group, isTrusted);
  }

  private take(group: string, isTrusted: boolean): ConnectionSlot {
    this.connected++;
    const free = isTrusted ? null : this.connections.reserve(group);
    const turns = isTrusted ? this.turnsOfTrusted : this.turns;
    const turn = new AbortController();
    let end: (reason: AdmissionError) => void = () => undefined;
    let isTaken = true;
    const begin = () => turns.acquire(turn.signal, this.config.VOICE_HANDSHAKE_MS);
    const settle = () => turn.abort();
    const leave = () => {
      if (!isTaken) return;
      isTaken = false;
      settle();
      this.idle.delete(idle);
      this.connected--;
      free?.();
    };
    const idle: IdlePlace = {
      isTrusted,
      giveWay: (idleMs) => {
        leave();
        end(
          new AdmissionError(ErrorCode.Busy, 'the connection was idle and its slot was needed', {
            idleMs,
          }),
        );
      },
    };
    const yieldWhenIdle = (whenNeeded: typeof end) => {
      end = whenNeeded;
      if (isTaken) this.idle.touch(idle, this.clock.now());
    };
    const touch = () => {
      if (this.idle.has(idle)) this.idle.touch(idle, this.clock.now());
    };
    return { begin, settle, yieldWhenIdle, touch, keep: () => this.idle.delete(idle), leave };
  }

  /**
   * Ensures a free slot. Some slots are reserved for trusted peers. Clients that fill the rest do not lock out
   * the people behind a gateway.
   */
  private requireRoom(isTrusted: boolean): void {
    const { connected } = this;
    const { VOICE_MAX_CONNECTIONS: all, VOICE_RESERVED_CONNECTIONS: kept } = this.config;
    const room = isTrusted ? all : all - Math.min(kept, Math.floor(all / 2));
    if (connected < room || this.idle.giveWayTo({ isTrusted }, this.clock.now())) return;
    throw new AdmissionError(ErrorCode.Busy, 'the server is full', { connected });
  }

  private requireUnderLimits(group: string): void {
    const now = this.clock.now();
    if (!this.connections.hasCapacity(group)) {
      const connections = this.connections.countOf(group);
      throw new AdmissionError(ErrorCode.RateLimited, 'too many connections from this address', {
        connections,
      });
    }
    if (!this.byAddress.tryConsume(group, now) || !this.all.tryConsume(1, now)) {
      throw new AdmissionError(ErrorCode.RateLimited, 'too many handshakes');
    }
  }
}
