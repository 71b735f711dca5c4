import { type Clock, ErrorCode } from '@sealwave/kernel';
import { GatewayConfig } from '../gateway.config';
import type { Browser } from '../browser/browser';
import { SoundRates } from './sound-rates';
import { VisitorTags } from '../browser/visitor-tags';

function browser(remoteAddress: string): Browser {
  return { handshake: { headers: {} }, conn: { remoteAddress } } as unknown as Browser;
}

describe('SoundRates', () => {
  let nowMs = 0;
  const clock: Clock = { now: () => nowMs };
  const config = new GatewayConfig();
  const newRates = () => new SoundRates(config, new VisitorTags(config), clock);
  const refusal = expect.objectContaining({ code: ErrorCode.RateLimited, peerFault: true });
  beforeEach(() => (nowMs = 0));

  /** Seconds of sound that are decoded for an address before it has had too much, at most 5000. */
  const secondsFor = (rates: SoundRates, from: Browser, bytes = 0) => {
    let seconds = 0;
    try {
      const account = rates.open(from, bytes);
      for (; seconds < 5_000; seconds++) account.heard(1);
    } catch (error) {
      expect(error).toEqual(refusal);
    }
    return seconds;
  };

  it('TM-D14: gives each address an hour of sound at once, and then some a second', () => {
    const rates = newRates();
    expect(secondsFor(rates, browser('192.0.2.1'))).toBe(3_600);
    expect(secondsFor(rates, browser('192.0.2.1'))).toBe(0);
    expect(secondsFor(rates, browser('192.0.2.2'))).toBe(3_600);
    nowMs = 2_000;
    expect(secondsFor(rates, browser('192.0.2.1'))).toBe(2 * config.GATEWAY_SOUND_PER_ADDRESS);
  });

  it('TM-D14: charges bytes without sound too, and bytes with sound once', () => {
    const rates = newRates();
    for (let i = 0; i < 7; i++) rates.open(browser('192.0.2.1'), 16_000_000);
    expect(() => rates.open(browser('192.0.2.1'), 16_000_000)).toThrow(refusal);
    expect(secondsFor(rates, browser('192.0.2.2'), 3_200_000)).toBe(3_600);
  });

  it('does not charge exempt visitors', () => {
    expect(secondsFor(newRates(), browser('127.0.0.1'))).toBe(5_000);
  });

  it('TM-D14: charges one who speaks elsewhere', () => {
    const rates = newRates();
    rates.chargeSpeaker('a/lobby/1', 3_600);
    rates.chargeSpeaker('a/lobby/2', 3_600);
    expect(() => rates.chargeSpeaker('a/lobby/1', 1)).toThrow(refusal);
  });
});
