import { VoiceServerConfig } from '../voice-server.config';
import { InboundRateLimit, type Traffic } from './inbound-rate-limit';

const MEBIBYTE = 1024 * 1024;

/** A message of `bytes`, to one other or to more. */
const of = (bytes: number, deliveries = 1): Traffic => ({
  ...{ bytes, deliveries, deliveredBytes: bytes * deliveries },
});

describe('InboundRateLimit', () => {
  const config = new VoiceServerConfig();

  it('admits two seconds of messages at once and delays later ones', () => {
    const intake = new InboundRateLimit(config, 0);
    const delays = Array.from({ length: 241 }, () => intake.delayMs(of(100), 0));
    expect(delays.slice(0, 240)).toEqual(new Array(240).fill(0));
    expect(delays[240]).toBeCloseTo(1_000 / 120);
  });

  it('admits one recording of the greatest length and delays what follows', () => {
    const intake = new InboundRateLimit(config, 0);
    expect(intake.delayMs(of(8 * MEBIBYTE), 0)).toBe(0);
    expect(intake.delayMs(of(8 * MEBIBYTE), 0)).toBeCloseTo(((6 * MEBIBYTE) / 256_000) * 1_000);
  });

  it('does not delay a client that keeps to its rate', () => {
    const intake = new InboundRateLimit(config, 0);
    const delays = new Set<number>();
    for (let i = 0; i < 60 * 120; i++) {
      delays.add(intake.delayMs(of(2_000), 1_000 * Math.floor(i / 120)));
    }
    expect([...delays]).toEqual([0]);
  });

  it('TM-D11 slows who sends to many others as if each copy had been sent', () => {
    const intake = new InboundRateLimit(config, 0);
    const copies = 500;
    const delays = Array.from({ length: 41 }, () => intake.delayMs(of(100, copies), 0));
    expect(delays.slice(0, 40)).toEqual(new Array(40).fill(0));
    expect(delays[40]).toBeCloseTo((copies / 10_000) * 1_000);
  });

  it('TM-D11 slows who sends long messages to many others by the bytes of all copies', () => {
    const intake = new InboundRateLimit({ ...config, VOICE_BYTES_PER_SECOND: 1_000 * MEBIBYTE }, 0);
    expect(intake.delayMs(of(10 * MEBIBYTE, 64), 0)).toBe(0);
    expect(intake.delayMs(of(MEBIBYTE, 64), 0)).toBeCloseTo(4_000);
  });

  it('does not delay live voice in a full room', () => {
    const intake = new InboundRateLimit(config, 0);
    const delays = new Set<number>();
    for (let i = 0; i < 60 * 50; i++) delays.add(intake.delayMs(of(225, 63), 20 * i));
    expect([...delays]).toEqual([0]);
  });
});
