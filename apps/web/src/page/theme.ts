import { DOCUMENT, inject, Injectable } from '@angular/core';
import { Preferences } from '@sealwave/web/audio-io';

/** The colours of the page: those that the system asks for, or always the same. */
export const THEMES = ['system', 'dark', 'light'] as const;

/** One of {@link THEMES}. */
export type ThemeName = (typeof THEMES)[number];

/** The chosen theme, remembered by this browser. The style sheet reads it off the root element. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly preference = inject(Preferences).preference('theme', readTheme);

  readonly name = this.preference.value;

  constructor() {
    this.apply(this.name());
  }

  /** Changes the colours at once and for later visits. */
  choose(name: ThemeName): void {
    this.preference.set(name);
    this.apply(name);
  }

  private apply(name: ThemeName): void {
    if (name === 'system') delete this.root.dataset['theme'];
    else this.root.dataset['theme'] = name;
  }
}

function readTheme(stored: unknown): ThemeName {
  return THEMES.find((name) => name === stored) ?? 'system';
}
