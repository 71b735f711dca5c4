import { TestBed } from '@angular/core/testing';
import { Theme } from './theme';

describe('Theme', () => {
  const root = document.documentElement;
  const theme = (): Theme => TestBed.inject(Theme);

  beforeEach(() => localStorage.clear());

  it('follows the system until a person chooses', () => {
    expect(theme().name()).toBe('system');
    expect(root.dataset['theme']).toBeUndefined();
  });

  it('sets the root element at once and at the next visit', () => {
    theme().choose('light');
    expect(root.dataset['theme']).toBe('light');
    TestBed.resetTestingModule();
    expect(theme().name()).toBe('light');
    theme().choose('system');
    expect(root.dataset['theme']).toBeUndefined();
  });

  it('follows the system when the stored theme is not valid', () => {
    localStorage.setItem('sealwave.theme', '"plaid"');
    expect(theme().name()).toBe('system');
  });
});
