import { meetsSnr } from './snr';

describe('meetsSnr', () => {
  it('compares a measured figure, the limit included', () => {
    expect(meetsSnr({ kind: 'measured', db: 40 }, 40)).toBe(true);
    expect(meetsSnr({ kind: 'measured', db: 39.999 }, 40)).toBe(false);
  });

  it('accepts silence and lossless coding', () => {
    expect(meetsSnr({ kind: 'silence' }, 40)).toBe(true);
    expect(meetsSnr({ kind: 'lossless' }, 40)).toBe(true);
  });
});
