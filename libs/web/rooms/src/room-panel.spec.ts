import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import type { RoomPresence } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { GatewayClient, GatewayError } from '@sealwave/web/gateway-client';
import { GatewayNotes } from './gateway-fixture';
import { roomAddress } from './room-address';
import { ROOM_GUARDS } from './room-guards';
import { RoomPanel } from './room-panel';

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
  let gateway: GatewayNotes;
  let fixture: ComponentFixture<RoomPanel>;
  let element: HTMLElement;

  beforeEach(async () => {
    sessionStorage.clear();
    gateway = new GatewayNotes();
    const route = { matcher: roomAddress, component: RoomPanel, canActivate: [ROOM_GUARDS.room] };
    TestBed.configureTestingModule({
      providers: [provideRouter([route]), { provide: GatewayClient, useValue: gateway }],
    });
    await TestBed.inject(Router).navigateByUrl('/');
    fixture = TestBed.createComponent(RoomPanel);
    element = fixture.nativeElement;
    document.body.append(element);
    gateway.room.set(PRESENCE);
    await fixture.whenStable();
  });
  afterEach(() => element.remove());

  const buttons = (label: string) => [
    ...element.querySelectorAll<HTMLButtonElement>(`[aria-label^="${label}"]`),
  ];
  const said = () => element.querySelector('[role=status]')?.textContent;
  async function press(label: string): Promise<HTMLButtonElement> {
    const [button] = buttons(label);
    button.focus();
    button.click();
    await fixture.whenStable();
    return button;
  }

  it('has buttons with the name of whom they are for, and none for those who moderate', () => {
    const labels = [...element.querySelectorAll('[aria-label]')].map((each) => each.ariaLabel);
    expect(labels).toEqual(['Who is here', 'Mute Ben', 'Put out Ben', 'Ban Ben']);
    expect(element.textContent).toContain('moderates');
  });

  it('tells who may only listen that nobody hears them', async () => {
    const [ann, ben] = PRESENCE.members;
    const members = [ann, { ...ben, listener: true }];
    gateway.room.set({ ...PRESENCE, members });
    await fixture.whenStable();
    expect(element.textContent).not.toContain('nobody hears you');
    gateway.room.set({ ...PRESENCE, you: 2, moderator: false, members });
    await fixture.whenStable();
    expect(element.textContent).toContain('nobody hears you');
  });

  it('has none for who does not moderate', async () => {
    gateway.room.set({ ...PRESENCE, moderator: false });
    await fixture.whenStable();
    expect(element.querySelectorAll('li button')).toHaveLength(0);
  });

  it('leaves the focus where it was when somebody is muted', async () => {
    const button = await press('Mute Ben');
    expect(gateway.wishes).toEqual([{ act: 'mute', n: 2 }]);
    const [ann, ben, eve] = PRESENCE.members;
    gateway.room.set({ ...PRESENCE, members: [ann, { ...ben, muted: true }, eve] });
    await fixture.whenStable();
    expect(document.activeElement).toBe(button);
    expect(button.ariaLabel).toBe('Unmute Ben');
  });

  it('bans nobody who was pressed at once, and takes the focus to where it will be of use', async () => {
    await press('Ban Ben');
    expect(gateway.wishes).toEqual([]);
    expect(said()).toContain('Press once more to ban Ben');
    await press('Really ban? Ben');
    expect(gateway.wishes).toEqual([{ act: 'ban', n: 2 }]);
    expect(document.activeElement).toBe(element.querySelector('h2'));
  });

  it('forgets that it was asked once when the focus goes elsewhere', async () => {
    (await press('Ban Ben')).blur();
    await fixture.whenStable();
    expect(buttons('Really ban?')).toHaveLength(0);
  });

  it('says in the words of the page that a wish was refused', async () => {
    const refusal = { code: ErrorCode.NotAllowed, message: 'in the words of the gateway' };
    gateway.moderate = () => Promise.reject(GatewayError.refused(refusal));
    await press('Put out Ben');
    expect(said()).toBe('Only a moderator of the room may do that.');
  });

  it('says what to do with a room that was made, and puts the focus on its name', async () => {
    const make = [...element.querySelectorAll('button')].find(
      ({ textContent }) => textContent?.trim() === 'New room',
    );
    make?.click();
    await gateway.visited(2);
    await fixture.whenStable();
    expect(said()).toContain('This room is new');
    expect(document.activeElement).toBe(element.querySelector('h2'));
    expect(TestBed.inject(Router).url).toMatch(/^\/r\/[\w-]{22}$/);
  });
});
