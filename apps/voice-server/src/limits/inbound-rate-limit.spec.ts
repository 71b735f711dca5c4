import { VoiceServerConfig } from '../voice-server.config';
import { InboundRateLimit, MAX_PAUSE_MS, type Traffic } from './inbound-rate-limit';

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

  it('M6.2 never pauses for longer than clients wait, and lets the rest of a debt wait for the next message', () => {
    const slow = { ...config, VOICE_BYTES_PER_SECOND: 16_000 };
    const intake = new InboundRateLimit(slow, 0);
    intake.delayMs(of(8 * MEBIBYTE), 0);
    expect(intake.delayMs(of(8 * MEBIBYTE, 63), 0)).toBe(MAX_PAUSE_MS);
    expect(intake.delayMs(of(1), MAX_PAUSE_MS)).toBe(MAX_PAUSE_MS);
    const debtMs = ((6 * MEBIBYTE + 2) / 16_000) * 1_000;
    expect(intake.delayMs(of(1), debtMs)).toBeLessThan(1);
  });

  it('M6.2 asks of the longest message, for a full room, no more than that with the default rates', () => {
    const intake = new InboundRateLimit(config, 0);
    let nowMs = 0;
    for (let i = 0; i < 20; i++) {
      const pauseMs = intake.delayMs(of(8 * MEBIBYTE, 63), nowMs);
      expect(pauseMs).toBeLessThan(MAX_PAUSE_MS);
      nowMs += pauseMs;
    }
  });

  it('does not delay live voice in a full room', () => {
    const intake = new InboundRateLimit(config, 0);
    const delays = new Set<number>();
    for (let i = 0; i < 60 * 50; i++) delays.add(intake.delayMs(of(225, 63), 20 * i));
    expect([...delays]).toEqual([0]);
  });
});
