import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { version } from '../../../../package.json';
import { PageFooter } from './page-footer';

describe('PageFooter', () => {
  it('shows the version of the page', async () => {
    TestBed.configureTestingModule({ providers: [provideRouter([])] });
    const fixture = TestBed.createComponent(PageFooter);
    await fixture.whenStable();
    const shown = (fixture.nativeElement as HTMLElement).querySelector('[data-testid=version]');
    expect(shown?.textContent).toBe(`Sealwave ${version}`);
  });
});
