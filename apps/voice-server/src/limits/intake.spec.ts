import { VoiceServerConfig } from '../voice-server.config';
import { Intake } from './intake';

const MEBIBYTE = 1024 * 1024;

describe('Intake', () => {
  const config = new VoiceServerConfig();

  it('lets two seconds of messages come at once and slows the ones after them', () => {
    const intake = new Intake(config, 0);
    const delays = Array.from({ length: 241 }, () => intake.delayMs(100, 0));
    expect(delays.slice(0, 240)).toEqual(new Array(240).fill(0));
    expect(delays[240]).toBeCloseTo(1_000 / 120);
  });

  it('lets one recording of the greatest length pass and slows what follows it', () => {
    const intake = new Intake(config, 0);
    expect(intake.delayMs(8 * MEBIBYTE, 0)).toBe(0);
    expect(intake.delayMs(8 * MEBIBYTE, 0)).toBeCloseTo(((6 * MEBIBYTE) / 256_000) * 1_000);
  });

  it('does not slow a client that keeps to its rate', () => {
    const intake = new Intake(config, 0);
    const delays = new Set<number>();
    for (let i = 0; i < 60 * 120; i++) {
      delays.add(intake.delayMs(2_000, 1_000 * Math.floor(i / 120)));
    }
    expect([...delays]).toEqual([0]);
  });
});
