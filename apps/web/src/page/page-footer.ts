import { ChangeDetectionStrategy, Component, inject, LOCALE_ID } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter, map } from 'rxjs';
import { Preferences } from '@sealwave/web/audio-io';
import { version } from '../../../../package.json';
import { LANGUAGES, readLanguage } from '../language/language';
import { Theme, type ThemeName, THEMES } from './theme';

const THEME_LABEL: Readonly<Record<ThemeName, string>> = {
  system: $localize`System`,
  dark: $localize`Dark`,
  light: $localize`Light`,
};

/** Lets a person choose theme and language, and shows the version. */
@Component({
  selector: 'sw-page-footer',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label>
      <span i18n>Colours</span>
      <select (change)="chooseTheme($event.target)">
        @for (name of themes; track name) {
          <option [value]="name" [selected]="theme.name() === name">{{ label[name] }}</option>
        }
      </select>
    </label>
    <nav aria-label="Language" i18n-aria-label>
      @for (language of languages; track language.code) {
        @if (language.code === current) {
          <span aria-current="true" [lang]="language.code">{{ language.name }}</span>
        } @else {
          <a
            [href]="here(language.folder)"
            [lang]="language.code"
            [hreflang]="language.code"
            (click)="chosen.set(language.code)"
            >{{ language.name }}</a
          >
        }
      }
    </nav>
    <span translate="no" data-testid="version">Sealwave {{ version }}</span>
  `,
  styleUrl: './page-footer.css',
})
export class PageFooter {
  protected readonly theme = inject(Theme);
  protected readonly current = inject(LOCALE_ID).slice(0, 2);
  private readonly router = inject(Router);
  private readonly url = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(() => this.router.url),
    ),
    { initialValue: this.router.url },
  );

  /** The stored choice. The plain address leads to this language next time. */
  protected readonly chosen = inject(Preferences).preference('language', readLanguage);

  protected readonly version = version;
  protected readonly themes = THEMES;
  protected readonly label = THEME_LABEL;
  protected readonly languages = LANGUAGES;

  protected chooseTheme(select: EventTarget | null): void {
    if (!(select instanceof HTMLSelectElement)) return;
    this.theme.choose(THEMES.find((name) => name === select.value) ?? 'system');
  }

  /** The address of this page in the language that is served from `folder`. */
  protected here(folder: string): string {
    return `/${folder}${this.url().slice(1)}`;
  }
}
