import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { ErrorCode } from '@sealwave/kernel';
import { Microphone } from '@sealwave/web/audio-io';
import {
  GATEWAY_SOCKET,
  GatewayClient,
  type GatewayEvents,
  type SocketLifecycle,
} from '@sealwave/web/gateway-client';
import { ConnectionLine } from './connection-line';

describe('ConnectionLine', () => {
  let fixture: ComponentFixture<ConnectionLine>;
  let line: HTMLElement;
  let lifecycle: SocketLifecycle;
  let events: GatewayEvents;
  let roundTrips: number;
  let opens: number;
  let isUp: boolean;
  let summary: HTMLElement;
  let details: HTMLDetailsElement;

  beforeEach(async () => {
    jest.useFakeTimers();
    roundTrips = 0;
    opens = 0;
    isUp = true;
    const socket = {
      get connected() {
        return isUp;
      },
      ...{ open: () => void opens++, close: () => undefined },
      observe: (l: SocketLifecycle, e: GatewayEvents) => ((lifecycle = l), (events = e)),
      connectToServer: () => Promise.resolve({ host: 'localhost', port: 8888 }),
      roundTrip: () => (roundTrips++, new Promise((resolve) => setTimeout(() => resolve({}), 7))),
    };
    TestBed.configureTestingModule({
      providers: [
        { provide: GATEWAY_SOCKET, useValue: socket },
        { provide: Microphone, useValue: {} },
      ],
    });
    fixture = TestBed.createComponent(ConnectionLine);
    line = fixture.nativeElement as HTMLElement;
    document.body.append(line);
    TestBed.inject(GatewayClient).join();
    lifecycle.opened();
    await passed(0);
    details = line.querySelector('details') as HTMLDetailsElement;
    summary = line.querySelector('summary') as HTMLElement;
  });
  afterEach(() => {
    line.remove();
    TestBed.resetTestingModule();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  async function passed(ms: number): Promise<void> {
    await jest.advanceTimersByTimeAsync(ms);
    fixture.detectChanges();
  }

  async function openPanel(): Promise<void> {
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
    await passed(10);
  }

  const fact = (name: string): string =>
    line.querySelector(`[data-testid=fact-${name}] dd`)?.textContent?.replace(/\s+/g, ' ').trim() ??
    '';

  it('measures while the panel is open, and only then', async () => {
    await passed(60_000);
    expect(roundTrips).toBe(0);
    await openPanel();
    expect(fact('gateway')).toContain('Connected, 7 ms there and back.');
    await passed(9_000);
    expect(roundTrips).toBe(4);
    details.open = false;
    details.dispatchEvent(new Event('toggle'));
    await passed(60_000);
    expect(roundTrips).toBe(4);
  });

  it('describes the state in words', async () => {
    await openPanel();
    expect(fact('page')).toBe('Online.');
    expect(fact('server')).toBe('localhost:8888 Connected.');
    expect(fact('coder')).toContain('64 kbit/s');
    expect(fact('rejected')).toBe('None since this page was opened.');
    expect(line.textContent).toContain('Server identity not verified');
  });

  it.each([
    [1, '1 message failed its checks and was not played.'],
    [12, '12 messages failed their checks and were not played.'],
  ])('counts %d refused messages in words', async (count, words) => {
    await openPanel();
    events.audio_rejected({ count, code: 'integrity_failed' });
    await passed(0);
    expect(fact('rejected')).toBe(words);
  });

  it('separates the state from what happens next', async () => {
    events.server_reconnecting({ attempt: 2, delayMs: 2500 });
    await passed(0);
    const text = line.querySelector('[data-testid=connection]')?.textContent?.trim();
    expect(text).toBe('Server unavailable. Reconnecting (attempt 2)…');
  });

  describe('refused by the gateway', () => {
    const shown = () =>
      line.querySelector('[data-testid=connection]')?.textContent?.replace(/\s+/g, ' ').trim();
    const button = () => line.querySelector('button');
    const CROWDED = { code: ErrorCode.RateLimited, message: 'too many', retry: true };

    it('gives the reason, and counts down to the next attempt', async () => {
      jest.spyOn(Math, 'random').mockReturnValue(0);
      lifecycle.closed(true, CROWDED);
      lifecycle.closed(true, CROWDED);
      await passed(0);
      const why = 'Too many people from your network. Ask the host to raise the limit.';
      expect(shown()).toBe(`${why} (next try in 2 s)`);
      expect(line.querySelector('[role=status]')?.textContent).toBe(why);
      await passed(1_250);
      expect(shown()).toBe(`${why} (next try in 1 s)`);
      await passed(750);
      expect([shown(), opens]).toEqual([why, 1]);
      jest.restoreAllMocks();
    });

    it('leaves it to the person when another attempt cannot help', async () => {
      lifecycle.closed(true, { ...CROWDED, code: ErrorCode.ProtocolError, retry: false });
      await passed(600_000);
      expect(shown()).toBe('This page and the server are of different versions. Reload the page.');
      expect([button()?.textContent?.trim(), opens]).toEqual(['Try again', 0]);
      isUp = false;
      button()?.click();
      await passed(0);
      expect(opens).toBe(1);
    });
  });

  it('shows that it is offline, and not connected, without a network', async () => {
    const online = jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    window.dispatchEvent(new Event('offline'));
    await passed(0);
    expect(line.querySelector('[role=status]')?.textContent).toBe("You're offline");
    expect(line.querySelector('.lamp')?.getAttribute('data-kind')).toBe('reconnecting');
    online.mockReturnValue(true);
    window.dispatchEvent(new Event('online'));
    await passed(0);
    expect(line.querySelector('[role=status]')?.textContent).toBe('Connected');
    online.mockRestore();
    await passed(10);
  });

  it("counts down to the next attempt, and keeps the server's name", async () => {
    await openPanel();
    events.disconnected({ reason: 'connection_lost' });
    events.server_reconnecting({ attempt: 2, delayMs: 2500 });
    await passed(0);
    expect(fact('server')).toBe('localhost:8888 Lost. Attempt 2 in 3 s.');
    await passed(1_000);
    expect(fact('server')).toBe('localhost:8888 Lost. Attempt 2 in 2 s.');
    await passed(5_000);
    expect(fact('server')).toBe('localhost:8888 Lost. Attempt 2 to reach it again.');
    events.server_connected({ host: 'localhost', port: 8888 });
    await passed(0);
    expect(fact('server')).toBe('localhost:8888 Connected.');
  });

  it('shows that the browser has no network', async () => {
    await openPanel();
    const online = jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    window.dispatchEvent(new Event('offline'));
    await passed(0);
    expect(fact('page')).toBe('Offline: this browser has no network.');
    online.mockReturnValue(true);
    window.dispatchEvent(new Event('online'));
    await passed(0);
    expect(fact('page')).toBe('Online.');
    online.mockRestore();
    await passed(10);
  });

  it('closes on Escape, stops the event there, and returns the focus', async () => {
    const heard: Event[] = [];
    const listen = (event: Event): unknown => heard.push(event);
    document.addEventListener('keydown', listen);
    const escape = () => new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
    await openPanel();
    summary.dispatchEvent(escape());
    expect(details.open).toBe(false);
    expect(document.activeElement).toBe(summary);
    expect(heard).toHaveLength(0);
    details.dispatchEvent(new Event('toggle'));
    await passed(0);
    summary.dispatchEvent(escape());
    expect(heard).toHaveLength(1);
    document.removeEventListener('keydown', listen);
  });
});
