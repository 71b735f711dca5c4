import { DOCUMENT, inject, Injectable } from '@angular/core';
import { Preferences } from '@sealwave/web/audio-io';

/** The colours of the page: as the system asks, or always dark or light. */
export const THEMES = ['system', 'dark', 'light'] as const;

/** One of {@link THEMES}. */
export type ThemeName = (typeof THEMES)[number];

/** The chosen theme, which this browser stores. The style sheet reads it from the root element. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly preference = inject(Preferences).preference('theme', readTheme);

  readonly name = this.preference.value;

  constructor() {
    this.apply(this.name());
  }

  /** Changes the theme now and for later visits. */
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
