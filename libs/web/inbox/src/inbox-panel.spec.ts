import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { AudioReceived } from '@sealwave/contracts';
import { OBJECT_URLS } from '@sealwave/web/audio-io';
import {
  GATEWAY_SOCKET,
  type GatewayEvents,
  type SocketLifecycle,
} from '@sealwave/web/gateway-client';
import { InboxPanel } from './inbox-panel';

const MESSAGE: AudioReceived = {
  id: 'a',
  audio: Uint8Array.of(1, 2, 3),
  format: 'wav',
  verified: true,
  encrypted: false,
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
};

describe('InboxPanel', () => {
  let receive: GatewayEvents['audio_received'];
  let fixture: ComponentFixture<InboxPanel>;
  let page: HTMLElement;

  beforeEach(async () => {
    const socket = {
      close: () => undefined,
      observe: (_: SocketLifecycle, events: GatewayEvents) => (receive = events.audio_received),
    };
    let urls = 0;
    const objectUrls = { create: () => `blob:http://localhost/${++urls}`, revoke: () => undefined };
    TestBed.configureTestingModule({
      providers: [
        { provide: GATEWAY_SOCKET, useValue: socket },
        { provide: OBJECT_URLS, useValue: objectUrls },
      ],
    });
    fixture = TestBed.createComponent(InboxPanel);
    page = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
  });

  const summary = (): string | null | undefined =>
    page.querySelector('[data-testid=unheard-count]')?.textContent;

  it('says what will be here while it is empty', () => {
    expect(page.textContent).toContain('Nothing here yet');
  });

  it('shows a message with its player, its duration and that it was verified', async () => {
    receive(MESSAGE);
    await fixture.whenStable();
    const card = page.querySelector('sw-message-card');
    expect(card?.querySelector('audio')?.src).toBe('blob:http://localhost/1');
    expect(card?.textContent).toContain('1:05');
    expect(card?.querySelector('[data-testid=verified]')?.textContent).toContain('Verified');
    expect(summary()).toBe('1 new');
  });

  it('shows the quality that its sender measured, where there is a report', async () => {
    receive(MESSAGE);
    receive({ ...MESSAGE, id: 'b', codec: 'unknown', quality: null });
    await fixture.whenStable();
    const reports = page.querySelectorAll('[data-testid=received-quality]');
    expect(reports).toHaveLength(1);
    expect(reports[0].textContent).toContain('Meets Requirement (≥40dB)');
    expect(reports[0].textContent).toMatch(/41.2 dB.*40.0 dB.*29.3 dB/s);
  });

  it.each([
    [{ kind: 'measured', db: 39.99 }, 'Below 40dB (Does not meet requirement)'],
    [{ kind: 'lossless', db: null }, 'without loss'],
    [{ kind: 'silence', db: null }, 'of silence'],
  ] as const)('says what %j means', async (snr, text) => {
    if (!MESSAGE.quality) throw new Error('there is a report');
    receive({ ...MESSAGE, quality: { ...MESSAGE.quality, snr } });
    await fixture.whenStable();
    expect(page.querySelector('[data-testid=received-quality]')?.textContent).toContain(text);
  });

  it('counts a message as heard once it plays', async () => {
    receive(MESSAGE);
    await fixture.whenStable();
    page.querySelector('audio')?.dispatchEvent(new Event('play'));
    await fixture.whenStable();
    expect(summary()).toBe('');
  });

  it('offers no player for what only a key opens', async () => {
    receive({ ...MESSAGE, format: 'opaque', encrypted: true, durationMs: null });
    await fixture.whenStable();
    expect(page.querySelector('audio')).toBeNull();
    expect(page.textContent).toContain('Sealed by its sender');
    expect(page.querySelector('a')?.download).toBe('sealwave-a.bin');
  });

  it('removes a message on request', async () => {
    receive(MESSAGE);
    await fixture.whenStable();
    page.querySelector<HTMLButtonElement>('button[aria-label^=Remove]')?.click();
    await fixture.whenStable();
    expect(page.querySelector('sw-message-card')).toBeNull();
  });
});
