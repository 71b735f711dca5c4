import { isWithin } from './version-range';

const RANGE = '^20.19.0 || ^22.13.0 || >=24.0.0';

describe('isWithin', () => {
  it.each(['20.19.0', '20.20.2', '22.13.0', '22.99.1', '24.0.0', '26.1.0'])(
    'accepts %s',
    (version) => {
      expect(isWithin(version, RANGE)).toBe(true);
    },
  );

  it.each(['18.20.0', '20.18.9', '21.7.0', '22.12.9', '23.11.0'])('refuses %s', (version) => {
    expect(isWithin(version, RANGE)).toBe(false);
  });

  it('refuses a malformed range', () => {
    expect(isWithin('20.19.0', '~20.19.0')).toBe(false);
  });
});
