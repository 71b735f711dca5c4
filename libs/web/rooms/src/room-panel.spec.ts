import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import type { RoomPresence } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { GatewayClient, GatewayError } from '@sealwave/web/gateway-client';
import { WORKERS_IN_PROCESS } from '@sealwave/web/sealed-room/fixtures';
import { RecordingGatewayClient } from './testing/gateway-fixture';
import { roomAddress } from './address/room-address';
import { RoomPanel } from './room-panel';
import { ROOM_GUARDS } from './room.service';

const still = { talking: false, muted: false, moderator: false, listener: false };
const PRESENCE: RoomPresence = {
  ...{ id: 'A'.repeat(22), you: 1, moderator: true },
  members: [
    { ...still, n: 1, name: 'Ann', moderator: true },
    { ...still, n: 2, name: 'Ben' },
    { ...still, n: 3, name: 'Eve', moderator: true },
  ],
};

describe('RoomPanel', () => {
  let gateway: RecordingGatewayClient;
  let fixture: ComponentFixture<RoomPanel>;
  let element: HTMLElement;

  beforeEach(async () => {
    sessionStorage.clear();
    gateway = new RecordingGatewayClient();
    const route = { matcher: roomAddress, component: RoomPanel, canActivate: [ROOM_GUARDS.room] };
    TestBed.configureTestingModule({
      providers: [
        provideRouter([route]),
        { provide: GatewayClient, useValue: gateway },
        WORKERS_IN_PROCESS,
      ],
    });
    await TestBed.inject(Router).navigateByUrl('/');
    fixture = TestBed.createComponent(RoomPanel);
    element = fixture.nativeElement;
    document.body.append(element);
    gateway.room.set(PRESENCE);
    await fixture.whenStable();
  });
  afterEach(() => element.remove());

  const said = () => element.querySelector('.toast[role=status]')?.textContent;

  it('tells a listener that nobody hears them', async () => {
    const [ann, ben] = PRESENCE.members;
    const members = [ann, { ...ben, listener: true }];
    gateway.room.set({ ...PRESENCE, members });
    await fixture.whenStable();
    expect(element.textContent).not.toContain('others cannot hear you');
    gateway.room.set({ ...PRESENCE, you: 2, moderator: false, members });
    await fixture.whenStable();
    expect(element.textContent).toContain('others cannot hear you');
  });

  it("says in the page's words that a request was refused", async () => {
    const refusal = { code: ErrorCode.NotAllowed, message: 'in the words of the gateway' };
    gateway.moderate = () => Promise.reject(GatewayError.refused(refusal));
    element.querySelector<HTMLButtonElement>('[aria-label="Mute Ben"]')?.click();
    await fixture.whenStable();
    expect(said()).toBe('Only moderators can do that.');
  });

  it('clears its notice after a while, and only then', async () => {
    jest.useFakeTimers();
    try {
      gateway.moderate = () => Promise.reject(GatewayError.offline());
      element.querySelector<HTMLButtonElement>('[aria-label="Mute Ben"]')?.click();
      await jest.advanceTimersByTimeAsync(5000);
      fixture.detectChanges();
      expect(said()).not.toBe('');
      await jest.advanceTimersByTimeAsync(10_000);
      fixture.detectChanges();
      expect(said()).toBe('');
    } finally {
      jest.useRealTimers();
    }
  });

  it('moves the focus to a useful place when a member was removed', async () => {
    HTMLDialogElement.prototype.showModal = HTMLDialogElement.prototype.close = () => undefined;
    element.querySelector<HTMLButtonElement>('[aria-label="Remove Ben"]')?.click();
    await fixture.whenStable();
    element.querySelector<HTMLButtonElement>('dialog .danger')?.click();
    await fixture.whenStable();
    expect(document.activeElement).toBe(element.querySelector('h2'));
  });

  it('says what to do with a new room, and moves the focus to its name', async () => {
    const make = [...element.querySelectorAll('button')].find(
      ({ textContent }) => textContent?.trim() === 'Create room',
    );
    make?.click();
    await gateway.visited(2);
    await fixture.whenStable();
    expect(said()).toContain('Your room is ready');
    expect(document.activeElement).toBe(element.querySelector('h2'));
    expect(TestBed.inject(Router).url).toMatch(/^\/r\/[\w-]{24}$/);
  });
});
