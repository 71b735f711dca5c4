import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { RoomPresence } from '@sealwave/contracts';
import { Microphone, type MicrophoneOpened, OBJECT_URLS } from '@sealwave/web/audio-io';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { NEVER } from 'rxjs';
import { RecorderPanel } from './recorder-panel';

const still = { talking: false, muted: false, moderator: false, listener: false };

describe('RecorderPanel', () => {
  const place = signal<string | null>('one');
  const room = signal<RoomPresence | null>(null);
  let fixture: ComponentFixture<RecorderPanel>;
  let page: HTMLElement;
  let finish: (() => void) | undefined;

  beforeEach(async () => {
    localStorage.clear();
    jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
    finish = undefined;
    place.set('one');
    room.set(null);
    const open = (): Promise<MicrophoneOpened> => {
      const finished = new Promise<null>((resolve) => (finish = () => resolve(null)));
      const end = () => finish?.();
      return Promise.resolve({
        capture: {
          meters: signal(null),
          startedAtMs: signal(0),
          finished,
          stop: end,
          discard: end,
        },
      });
    };
    const sealed = { events: NEVER };
    const gateway = { place, room, sealed, state: signal({ kind: 'connected' }) };
    TestBed.configureTestingModule({
      providers: [
        { provide: Microphone, useValue: { open } },
        { provide: GatewayClient, useValue: gateway },
        { provide: OBJECT_URLS, useValue: { create: () => 'blob:1', revoke: () => undefined } },
      ],
    });
    fixture = TestBed.createComponent(RecorderPanel);
    page = fixture.nativeElement as HTMLElement;
    document.body.append(page);
    await fixture.whenStable();
  });
  afterEach(() => {
    page.remove();
    jest.restoreAllMocks();
  });

  const status = () => page.querySelector('.status')?.textContent?.trim();
  const button = () => page.querySelector<HTMLButtonElement>('sw-record-button button');
  async function told(self: Partial<RoomPresence['members'][number]>): Promise<void> {
    const members = [{ ...still, ...self, n: 1, name: 'Ann' }];
    room.set({ id: 'one', you: 1, moderator: false, members });
    await fixture.whenStable();
  }

  it.each([
    [{ muted: true }, 'Muted by a moderator'],
    [{ listener: true }, 'Listen-only: others cannot hear you'],
  ])(
    'says why nobody would hear the person, instead of the invitation to talk: %j',
    async (self, text) => {
      await told(self);
      expect(status()).toBe(text);
      expect(button()?.getAttribute('aria-disabled')).toBe('true');
      const why = button()?.getAttribute('aria-describedby') ?? '';
      expect(document.getElementById(why)?.textContent?.trim()).toBe(text);
      expect(page.querySelector('sw-switch.release')).toBeNull();
      button()?.click();
      await fixture.whenStable();
      expect(finish).toBeUndefined();
      await told({});
      expect(button()?.getAttribute('aria-disabled')).toBeNull();
    },
  );

  it.each([
    ['the mute comes', () => void told({ muted: true })],
    ['the room is left', () => place.set('two')],
    ['the page is left', () => void window.dispatchEvent(new Event('pagehide'))],
  ])('closes the microphone when %s', async (_, happens) => {
    button()?.click();
    await fixture.whenStable();
    expect(status()).toBe('Recording');
    happens();
    await fixture.whenStable();
    expect(status()).not.toBe('Recording');
  });
});
