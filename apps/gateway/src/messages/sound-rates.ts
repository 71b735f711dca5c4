import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@sealwave/kernel';
import { AddressRates } from '@sealwave/node/limits';
import { CLOCK } from '../clock';
import { GatewayConfig } from '../gateway.config';
import type { Browser } from '../browser/browser';
import { RequestError } from '../browser/request-error';
import { VisitorTags } from '../browser/visitor-tags';

/** Seconds that may be coded in a burst: four of the longest recordings. */
const BURST_SECONDS = 3_600;

/**
 * Bytes of a recording that cost at least a second, however little sound is in it. This is the rate of plain 16
 * bits at 16 kHz.
 */
const BYTES_PER_SECOND = 32_000;

/** Sound is charged in steps of this length, in seconds, while it is decoded. */
const STEP_SECONDS = 10;

/** Charges for one recording while it is decoded. */
export interface SoundAccount {
  /**
   * Charges for sound.
   * @param seconds seconds decoded so far.
   * @throws RequestError when the address has used up its rate.
   */
  heard(seconds: number): void;
}

/**
 * Limits how much sound the gateway codes and decodes: coding for each address, decoding for each remote
 * speaker.
 */
@Injectable()
export class SoundRates {
  private readonly rates: AddressRates;

  constructor(
    { GATEWAY_SOUND_PER_ADDRESS }: GatewayConfig,
    private readonly visitors: VisitorTags,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.rates = new AddressRates(GATEWAY_SOUND_PER_ADDRESS, BURST_SECONDS);
  }

  /**
   * Opens an account for a recording of a browser. The account charges for the bytes at once, and for the sound
   * as it is decoded.
   * @throws RequestError when the address has used up its rate.
   */
  open(browser: Browser, bytes: number): SoundAccount {
    const { group, isExempt } = this.visitors.of(browser);
    // A proxy may not name the people behind it. All of them would share one account.
    if (isExempt) return { heard: () => undefined };
    let paid = bytes / BYTES_PER_SECOND;
    let used = 0;
    this.charge(group, paid);
    return {
      heard: (seconds) => {
        used += seconds;
        if (used <= paid) return;
        paid += STEP_SECONDS;
        this.charge(group, STEP_SECONDS);
      },
    };
  }

  /**
   * Charges a remote speaker for sound that is decoded for all receivers here.
   * @param speaker unique name among all servers and rooms.
   * @throws RequestError when the speaker has used up the rate.
   */
  chargeSpeaker(speaker: string, seconds: number): void {
    this.charge(`speaker ${speaker}`, seconds);
  }

  private charge(group: string, seconds: number): void {
    const isAllowed = this.rates.tryConsume(group, this.clock.now(), seconds);
    if (!isAllowed) throw RequestError.tooMuchSound();
  }
}
