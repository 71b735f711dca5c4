import { PeakHistory } from './peak-history';

describe('PeakHistory', () => {
  it('keeps the newest peaks, of either sign', () => {
    const history = new PeakHistory(2);
    history.push(Float32Array.of(0.1, -0.5));
    history.push(Float32Array.of(0.25));
    expect([history.at(0), history.at(1)]).toEqual([0.25, 0.5]);
  });

  it('drops the oldest when it is full', () => {
    const history = new PeakHistory(2);
    for (const peak of [0.125, 0.25, 0.5]) history.push(Float32Array.of(peak));
    expect([history.at(0), history.at(1), history.at(2)]).toEqual([0.5, 0.25, 0]);
  });

  it('returns 0 for columns that were never written', () => {
    expect(new PeakHistory(4).at(0)).toBe(0);
  });
});
