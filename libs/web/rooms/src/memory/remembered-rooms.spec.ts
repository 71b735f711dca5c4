import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { SealedRoomLink } from '@sealwave/e2ee/keys';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { WORKERS_IN_PROCESS } from '@sealwave/web/sealed-room/fixtures';
import { RecordingGatewayClient } from '../testing/gateway-fixture';
import { BrowserRooms } from '../testing/memory-fixture';
import { RememberedRooms } from './remembered-rooms';
import { RoomKeeper } from './room-keeper';
import { RoomMemory } from './room-memory';
import { RoomService } from '../room.service';

describe('RememberedRooms', () => {
  let invite: SealedRoomLink;
  let browser: BrowserRooms;
  let gateway: RecordingGatewayClient;
  let rooms: RoomService;
  let fixture: ComponentFixture<RememberedRooms>;
  let page: HTMLElement;

  /** Opens a page in a new tab of the same browser. */
  async function open(): Promise<void> {
    TestBed.resetTestingModule();
    sessionStorage.clear();
    gateway = new RecordingGatewayClient();
    TestBed.configureTestingModule({
      providers: [
        ...browser.providers(),
        provideRouter([{ path: 'r/:id', children: [] }]),
        { provide: GatewayClient, useValue: gateway },
        WORKERS_IN_PROCESS,
      ],
    });
    await TestBed.inject(RoomMemory).load();
    rooms = TestBed.inject(RoomService);
    TestBed.inject(RoomKeeper);
    fixture = TestBed.createComponent(RememberedRooms);
    page = fixture.nativeElement as HTMLElement;
    document.body.append(page);
    await settled();
  }
  const settled = async () => {
    await fixture.whenStable();
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  };
  /** The gateway admits the page to room `id`. */
  const letIn = (id: string) => gateway.room.set({ id, you: 1, moderator: false, members: [] });
  const text = () => (page.textContent ?? '').replace(/\s+/g, ' ').trim();
  const press = async (name: string) => {
    const button = [...page.querySelectorAll('button')].find(
      (each) => (each.getAttribute('aria-label') ?? each.textContent)?.trim() === name,
    );
    if (button === undefined) throw new Error(`there is no button "${name}"`);
    button.click();
    await settled();
  };
  let start: string;

  /** Goes to the room, and waits until its link was checked. */
  async function enter(step = () => rooms.enter(invite.id, invite.fragment)): Promise<void> {
    step();
    while (rooms.key() === null && rooms.problem() === null) await settled();
  }

  beforeAll(async () => {
    invite = (await SealedRoomLink.make(0)).forMembers();
    start = invite.id.slice(0, 4);
  });
  beforeEach(async () => {
    browser = new BrowserRooms();
    await open();
  });
  afterEach(() => page.remove());

  it('shows nothing to a person who was in no room', () => expect(text()).toBe(''));

  it('stores a room once it admitted this page, and not a link that did not work', async () => {
    await enter();
    await settled();
    expect([text(), browser.rooms.size]).toEqual(['', 0]);
    letIn('another room');
    await settled();
    expect(browser.rooms.size).toBe(0);
    letIn(invite.id);
    await settled();
    expect(text()).toContain('This browser remembers this room.');
    expect([...browser.rooms.keys()]).toEqual([invite.id]);
  });

  it('offers the room in the lobby of another tab', async () => {
    await enter();
    letIn(invite.id);
    await settled();
    await open();
    rooms.enterLobby();
    await settled();
    expect(page.querySelector('a')?.getAttribute('href')).toBe(`/r/${invite.id}`);
    expect(text()).toMatch(new RegExp(`Room ${start} ?Member, last here`));
    await enter(() => rooms.enter(invite.id, null));
    expect([rooms.problem(), rooms.key()?.id]).toEqual([null, invite.id]);
  });

  it('enters a stored room even if this tab opened a damaged link to it', async () => {
    await enter();
    letIn(invite.id);
    await settled();
    rooms.enter(invite.id, 'v=2&k=short');
    await settled();
    expect(rooms.key()).toBeNull();
    await enter(() => page.querySelector<HTMLElement>('a')?.click());
    expect([rooms.problem(), rooms.key()?.id]).toEqual([null, invite.id]);
  });

  it('forgets a room after a confirmation, and leaves it', async () => {
    await enter();
    letIn(invite.id);
    await settled();
    const go = jest.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    await press(`Forget Room ${start}`);
    expect(document.activeElement?.textContent?.trim()).toBe('Cancel');
    await press('Cancel');
    expect([browser.rooms.size, go.mock.calls.length]).toEqual([1, 0]);
    await press(`Forget Room ${start}`);
    await press('Forget');
    expect([browser.rooms.size, go.mock.calls]).toEqual([0, [['/']]]);
    await open();
    rooms.enter(invite.id, null);
    expect(rooms.problem()).toBe('incomplete');
  });

  it('says in a room that the browser does not store it', async () => {
    browser.refusal = new DOMException('denied', 'SecurityError');
    await open();
    expect(text()).toBe('');
    // A screen reader does not announce a live region that appears with its text.
    const region = page.querySelector('[role=status]');
    await enter();
    letIn(invite.id);
    await settled();
    const told = 'Save the link, or the room is lost with this tab.';
    expect(text()).toContain(told);
    expect(region?.textContent).toContain(told);
    expect(region?.isConnected).toBe(true);
  });
});
