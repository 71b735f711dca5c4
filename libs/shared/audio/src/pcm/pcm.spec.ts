import { mixToMono } from './pcm';

describe('mixToMono', () => {
  it('averages the channels', () => {
    const stereo = [Float32Array.of(1, 0.5, -1), Float32Array.of(0, 0.5, 1)];
    expect([...mixToMono(stereo)]).toEqual([0.5, 0.5, 0]);
  });

  it('returns a single channel as it is', () => {
    const channel = Float32Array.of(0.1, 0.2);
    expect(mixToMono([channel])).toBe(channel);
  });

  it('returns no samples for no channels', () => {
    expect(mixToMono([])).toHaveLength(0);
  });
});
