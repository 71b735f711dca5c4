import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { Title } from '@angular/platform-browser';
import { provideRouter, Router } from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';
import type { AudioSent, ServerConnected, Talking } from '@sealwave/contracts';
import {
  DECODE_RECORDING,
  Microphone,
  type MicrophoneOpened,
  OBJECT_URLS,
  type Recording,
} from '@sealwave/web/audio-io';
import {
  GATEWAY_SOCKET,
  type GatewayEvents,
  type SocketLifecycle,
} from '@sealwave/web/gateway-client';
import { RoomService } from '@sealwave/web/rooms';
import { WORKERS_IN_PROCESS } from '@sealwave/web/sealed-room/fixtures';
import { App } from './app';
import { routes } from './routes';

const METRICS: AudioSent = {
  id: '00112233445566778899aabbccddeeff',
  codec: 'pcm8',
  snrDb: 31.8,
  snrKind: 'measured',
  meetsSnr: false,
  bitrateBps: 64_000,
  durationMs: 1000,
  originalBytes: 9000,
  compressedBytes: 8000,
  compressionRatio: 11.1,
  encrypted: false,
  quality: null,
};

const DECODED = { samples: new Float32Array(8000), durationMs: 1000 };

describe('App', () => {
  let fixture: ComponentFixture<App>;
  let page: HTMLElement;
  let lifecycle: SocketLifecycle;
  let events: GatewayEvents;
  let open: () => Promise<MicrophoneOpened>;
  let finish: (recording: Recording | null) => void;
  let talks: boolean[];

  beforeEach(async () => {
    talks = [];
    const finished = new Promise<Recording | null>((resolve) => (finish = resolve));
    const blob = new Blob(['voice']);
    blob.arrayBuffer = () => Promise.resolve(new ArrayBuffer(5));
    const analyser = {
      ...{ fftSize: 32, frequencyBinCount: 16, context: { sampleRate: 48_000 } },
      ...{ getByteFrequencyData: () => undefined, getFloatTimeDomainData: () => undefined },
    };
    const capture = {
      meters: () => ({ analyser, blocks: analyser }),
      startedAtMs: () => performance.now(),
      finished,
      stop: () => finish({ blob, durationMs: 1000, endedBy: 'request' }),
      discard: () => finish(null),
    };
    open = () => Promise.resolve({ capture } as unknown as MicrophoneOpened);
    const socket = {
      connected: true,
      ...{ open: () => undefined, close: () => undefined },
      observe: (l: SocketLifecycle, e: GatewayEvents) => ((lifecycle = l), (events = e)),
      connectToServer: (): Promise<ServerConnected> =>
        Promise.resolve({ host: 'localhost', port: 8888 }),
      sendAudio: (): Promise<AudioSent> => Promise.resolve(METRICS),
      talking: ({ on }: Talking) => void talks.push(on),
    };
    TestBed.configureTestingModule({
      providers: [
        provideRouter(routes),
        provideServiceWorker('', { enabled: false }),
        WORKERS_IN_PROCESS,
        { provide: GATEWAY_SOCKET, useValue: socket },
        { provide: Microphone, useValue: { open: () => open() } },
        { provide: DECODE_RECORDING, useValue: () => Promise.resolve(DECODED) },
        { provide: OBJECT_URLS, useValue: { create: () => 'blob:x', revoke: () => undefined } },
      ],
    });
    fixture = TestBed.createComponent(App);
    page = fixture.nativeElement as HTMLElement;
    await TestBed.inject(Router).navigateByUrl('/');
    await settled();
  });

  async function settled(): Promise<void> {
    await fixture.whenStable();
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  }

  async function press(name: string): Promise<void> {
    const button = [...page.querySelectorAll('button')].find(
      (each) => (each.getAttribute('aria-label') ?? each.textContent ?? '').trim() === name,
    );
    if (button === undefined) throw new Error(`there is no button "${name}"`);
    button.click();
    await settled();
  }

  const text = (testId: string): string =>
    page.querySelector(`[data-testid=${testId}]`)?.textContent?.trim() ?? '';

  it('connects, and states how little that proves', () => {
    expect(text('connection')).toBe('Connected');
    expect(text('security')).toContain('Server identity not verified');
  });

  it('records, reviews, sends and shows the measured figures', async () => {
    await press('Record');
    expect(text('recorder-status')).toBe('Recording');
    await press('Stop recording');
    expect(text('recorder-status')).toBe('Ready to send');
    expect(talks).toEqual([true, false]);
    await press('Send');
    expect(text('recorder-status')).toBe('Sent');
    expect(text('metric-snr')).toContain('Below 40dB (Does not meet requirement)');
  });

  it('discards a running take on Escape, and nothing else', async () => {
    await press('Record');
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await settled();
    expect(text('recorder-status')).toBe('Hold to talk');
  });

  it('keeps a clip on Escape', async () => {
    await press('Record');
    await press('Stop recording');
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await settled();
    expect(text('recorder-status')).toBe('Ready to send');
  });

  it('explains what to do about a blocked microphone', async () => {
    open = () => Promise.resolve({ problem: 'denied' });
    await press('Record');
    expect(page.querySelector('[role=alert]')?.textContent).toContain('Microphone blocked');
  });

  it('keeps a clip and does not send it while the connection is gone', async () => {
    await press('Record');
    await press('Stop recording');
    lifecycle.closed(true);
    await settled();
    expect(page.textContent).toContain('Your recording is kept');
    await press('Send');
    expect(text('recorder-status')).toBe('Ready to send');
    lifecycle.opened();
    await settled();
    await press('Send');
    expect(text('recorder-status')).toBe('Sent');
  });

  it('asks before closing the page would lose a recording, and only then', async () => {
    const leave = (): boolean => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return !event.defaultPrevented;
    };
    expect(leave()).toBe(true);
    await press('Record');
    await press('Stop recording');
    expect(leave()).toBe(false);
    await press('Discard');
    expect(leave()).toBe(true);
  });

  it('asks before closing the page would lose a message that nobody heard or saved', async () => {
    const leave = (): boolean =>
      window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    events.audio_received({
      ...{ id: 'a', audio: Uint8Array.of(1), format: 'wav', verified: true },
      ...{ encrypted: false, durationMs: 100, codec: 'unknown', quality: null },
    });
    await settled();
    expect(leave()).toBe(false);
    // jsdom cannot save a file.
    page.addEventListener('click', (event) => event.preventDefault(), { once: true });
    page.querySelector<HTMLAnchorElement>('a[download]')?.click();
    await settled();
    expect(leave()).toBe(true);
  });

  /** Makes a room, and waits until its link was checked. */
  async function makeRoom(): Promise<void> {
    await press('Create room');
    while (TestBed.inject(RoomService).key() === null) await settled();
    await settled();
  }

  it('puts screen and room into the title', async () => {
    const title = () => TestBed.inject(Title).getTitle();
    expect(title()).toBe('Open channel · Sealwave');
    await makeRoom();
    expect(title()).toMatch(/^Room [\w-]{4} · Sealwave$/);
    await TestBed.inject(Router).navigateByUrl('/r/nowhere');
    await settled();
    expect(title()).toBe('Room · Sealwave');
  });

  it('moves the focus to the heading when the last stored room is forgotten', async () => {
    document.body.append(page);
    const letIn = (id: string) => {
      const room = { id, you: 1, moderator: true, members: [] };
      events.server_connected({ host: 'localhost', port: 8888, room });
    };
    const forget = async () => {
      [...page.querySelectorAll('button')]
        .find(({ textContent }) => textContent?.trim() === 'Forget room')
        ?.click();
      await settled();
      await press('Forget');
    };
    const heading = () => page.querySelector('sw-room-panel h2');
    await makeRoom();
    letIn(TestBed.inject(RoomService).key()?.id ?? '');
    await settled();
    await forget();
    expect(heading()?.textContent?.trim()).toBe('Open channel');
    expect(document.activeElement).toBe(heading());

    await makeRoom();
    letIn(TestBed.inject(RoomService).key()?.id ?? '');
    await settled();
    await TestBed.inject(Router).navigateByUrl('/');
    await settled();
    await forget();
    expect(page.querySelector('sw-remembered-rooms button')).toBeNull();
    expect(document.activeElement).toBe(heading());
    page.remove();
  });

  it('counts unheard messages in the title', async () => {
    events.audio_received({
      ...{ id: 'a', audio: Uint8Array.of(1), format: 'wav', verified: true },
      ...{ encrypted: false, durationMs: 100, codec: 'unknown', quality: null },
    });
    await settled();
    expect(TestBed.inject(Title).getTitle()).toBe('(1) Open channel · Sealwave');
  });
});
