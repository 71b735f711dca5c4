import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { AudioReceived } from '@sealwave/contracts';
import { InboxPanel } from '../inbox-panel';
import { createInboxFixture, messageOf } from './inbox-fixture';

/** For specs: a message with a quality report. */
export const MESSAGE: AudioReceived = messageOf('a', {
  durationMs: 65_000,
  codec: 'nlp64',
  quality: {
    snr: { kind: 'measured', db: 41.26 },
    pcm8Snr: { kind: 'measured', db: 29.3 },
    lowestFrameSnr: { kind: 'measured', db: 40.02 },
    firstPercentileFrameSnr: { kind: 'measured', db: 40.5 },
    nonSilent: { frames: 230, passing: 230 },
    active: { frames: 200, passing: 200 },
    bitrateBps: 64_000,
    codedBytes: 37_280,
    sampleCount: 37_280,
    rmsDbfs: -25,
    clippedSamples: 0,
  },
});

/** For specs: the panel in a page, and the ports behind it. */
export class InboxPanelFixture {
  readonly ports = createInboxFixture();
  component!: ComponentFixture<InboxPanel>;
  page!: HTMLElement;

  static async create(): Promise<InboxPanelFixture> {
    localStorage.clear();
    const panel = new InboxPanelFixture();
    await panel.open();
    return panel;
  }

  /** Shows the panel; a second call shows it again. */
  async open(): Promise<void> {
    this.component?.destroy();
    this.component = TestBed.createComponent(InboxPanel);
    this.page = this.component.nativeElement as HTMLElement;
    await this.component.whenStable();
  }

  find(selector: string): HTMLElement | null {
    return this.page.querySelector(selector);
  }

  /** The text of the element with this test id; empty when there is no such element. */
  text(testId: string): string {
    const element = this.find(`[data-testid=${testId}]`);
    return element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  }

  async receive(...messages: AudioReceived[]): Promise<void> {
    for (const message of messages) this.ports.receive(message);
    await this.component.whenStable();
  }

  /** Resolves once `holds` returns something true. */
  async until(holds: () => unknown): Promise<void> {
    while (!holds()) {
      await new Promise((resolve) => setTimeout(resolve));
      await this.component.whenStable();
    }
  }

  async press(selector: string): Promise<void> {
    this.find(selector)?.click();
    await this.component.whenStable();
  }

  async enterCode(code: string): Promise<void> {
    const field = this.find('sw-unlock-form input') as HTMLInputElement;
    field.value = code;
    field.form?.dispatchEvent(new Event('submit', { cancelable: true }));
    await this.component.whenStable();
    await this.until(() => !this.find('[aria-disabled]'));
  }
}
