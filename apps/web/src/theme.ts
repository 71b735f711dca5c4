import { DOCUMENT, inject, Injectable, signal } from '@angular/core';

/** The colours of the page: those that the system asks for, or always the same. */
export const THEMES = ['system', 'dark', 'light'] as const;

/** One of {@link THEMES}. */
export type ThemeName = (typeof THEMES)[number];

const KEY = 'sealwave.theme';

/** The chosen theme, remembered by this browser. The style sheet reads it off the root element. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly _name = signal<ThemeName>('system');

  readonly name = this._name.asReadonly();

  constructor() {
    this.apply(remembered());
  }

  /** Changes the colours at once and for later visits. */
  choose(name: ThemeName): void {
    this.apply(name);
    try {
      localStorage.setItem(KEY, name);
    } catch {
      // Storage that is full or forbidden: the choice holds until the page is closed.
    }
  }

  private apply(name: ThemeName): void {
    this._name.set(name);
    if (name === 'system') delete this.root.dataset['theme'];
    else this.root.dataset['theme'] = name;
  }
}

function remembered(): ThemeName {
  try {
    const stored = localStorage.getItem(KEY);
    return THEMES.find((name) => name === stored) ?? 'system';
  } catch {
    return 'system';
  }
}
