import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type Capture, type CaptureMeters, Microphone } from '@sealwave/web/audio-io';
import { GATEWAY_SOCKET } from '@sealwave/web/gateway-client';
import { LiveTake } from './live-take';

describe('LiveTake', () => {
  it('shows the time and the stop button when no meter ever works', async () => {
    const meters = signal<CaptureMeters | null>(null);
    const capture = { meters, startedAtMs: signal(0) } as Partial<Capture> as Capture;
    TestBed.configureTestingModule({
      providers: [
        { provide: Microphone, useValue: {} },
        {
          provide: GATEWAY_SOCKET,
          useValue: { observe: () => undefined, close: () => undefined },
        },
      ],
    });
    const fixture = TestBed.createComponent(LiveTake);
    fixture.componentRef.setInput('take', { kind: 'recording', capture });
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    expect(page.querySelector('[role=timer]')?.textContent).toMatch(/\d:\d\d/);
    expect(page.querySelector('button')?.textContent).toContain('Discard');
    // A meter without input would say that the person is silent.
    expect(page.querySelector('[role=meter]')).toBeNull();
    expect(page.textContent).toContain('You are being recorded');
  });
});
