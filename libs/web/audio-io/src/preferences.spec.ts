import { TestBed } from '@angular/core/testing';
import { type Preference, Preferences } from './preferences';

const readNumber = (stored: unknown): number => (typeof stored === 'number' ? stored : 7);

describe('Preferences', () => {
  afterEach(() => {
    jest.restoreAllMocks();
    localStorage.clear();
  });

  /** The preference as a visit to the page finds it. */
  function visit(): Preference<number> {
    TestBed.resetTestingModule();
    return TestBed.inject(Preferences).preference('number', readNumber);
  }

  it('remembers a choice from one visit to the next', () => {
    const preference = visit();
    expect(preference.value()).toBe(7);
    preference.set(3);
    expect(preference.value()).toBe(3);
    expect(visit().value()).toBe(3);
  });

  it.each(['"three"', 'not JSON', '[]'])('ignores %s in the storage', (text) => {
    localStorage.setItem('sealwave.number', text);
    expect(visit().value()).toBe(7);
  });

  it('keeps a choice while the page is open if storage is forbidden', () => {
    for (const method of ['getItem', 'setItem'] as const) {
      jest.spyOn(Storage.prototype, method).mockImplementation(() => {
        throw new DOMException('forbidden', 'SecurityError');
      });
    }
    const preference = visit();
    preference.set(3);
    expect(preference.value()).toBe(3);
    expect(visit().value()).toBe(7);
  });
});
