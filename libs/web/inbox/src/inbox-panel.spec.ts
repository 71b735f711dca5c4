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
