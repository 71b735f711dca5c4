import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@sealwave/kernel';
import { AddressRates } from '@sealwave/node/limits';
import { CLOCK } from '../clock';
import { GatewayConfig } from '../gateway.config';
import type { Browser } from '../browser/browser';
import { RequestError } from '../browser/request-error';
import { VisitorTags } from '../browser/visitor-tags';

/** Four of the longest recordings at once. */
const BURST_SECONDS = 3_600;

/** A recording costs as much as sound of plain 16 bits at 16 kHz of its size, however little is in it. */
const BYTES_PER_SECOND = 32_000;

/** Sound is charged in steps of this length, while it is decoded. */
const STEP_SECONDS = 10;

/** Charges for one recording while it is decoded. */
export interface SoundAccount {
  /** @throws RequestError when the address has had too much. */
  heard(seconds: number): void;
}

/** How much sound the gateway codes for those behind one address, and decodes of one who speaks elsewhere. */
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
   * Begins to charge a browser's address for a recording of `bytes`: for those at once, and for its sound as it comes.
   * @throws RequestError when the address has had too much.
   */
  open(browser: Browser, bytes: number): SoundAccount {
    const { group, isExempt } = this.visitors.of(browser);
    // All whose proxy does not say who they are would share one account.
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
   * Charges one who speaks at a voice server for sound that is decoded for all who hear it here.
   * @param speaker names them among all servers and rooms.
   * @throws RequestError when they have had too much.
   */
  chargeSpeaker(speaker: string, seconds: number): void {
    this.charge(`speaker ${speaker}`, seconds);
  }

  private charge(group: string, seconds: number): void {
    const isAllowed = this.rates.tryTake(group, this.clock.now(), seconds);
    if (!isAllowed) throw RequestError.tooMuchSound();
  }
}
