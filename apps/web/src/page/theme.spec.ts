import { TestBed } from '@angular/core/testing';
import { Theme } from './theme';

describe('Theme', () => {
  const root = document.documentElement;
  const theme = (): Theme => TestBed.inject(Theme);

  beforeEach(() => localStorage.clear());

  it('follows the system until somebody chooses', () => {
    expect(theme().name()).toBe('system');
    expect(root.dataset['theme']).toBeUndefined();
  });

  it('is on the root element at once and at the next visit', () => {
    theme().choose('light');
    expect(root.dataset['theme']).toBe('light');
    TestBed.resetTestingModule();
    expect(theme().name()).toBe('light');
    theme().choose('system');
    expect(root.dataset['theme']).toBeUndefined();
  });

  it('follows the system when what is remembered is no theme', () => {
    localStorage.setItem('sealwave.theme', '"plaid"');
    expect(theme().name()).toBe('system');
  });
});
