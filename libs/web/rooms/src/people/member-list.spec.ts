import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { Moderate, RoomPresence } from '@sealwave/contracts';
import type { Person } from '@sealwave/e2ee/session';
import { SealedRooms } from '@sealwave/web/sealed-room';
import { MemberList } from './member-list';
import { RoomService } from '../room.service';
import type { Member } from './roster';

const still = { talking: false, muted: false, moderator: false, listener: false };
const ANN: Member = { ...still, n: 1, name: 'Ann', moderator: true };
const BEN: Member = { ...still, n: 2, name: 'Ben' };
const CYD: Member = { ...still, n: 3, name: 'Cyd' };
const DAN: Member = { ...still, n: 4, name: null };

describe('MemberList', () => {
  const presence = signal<RoomPresence | null>(null);
  const numbering = signal(1);
  const people = signal<readonly Person[]>([]);
  let wishes: Moderate[];
  let fixture: ComponentFixture<MemberList>;
  let element: HTMLElement;
  let removals: number;

  beforeEach(async () => {
    // jsdom opens and closes no dialogs.
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function () {
      this.open = false;
      this.dispatchEvent(new Event('close'));
    };
    wishes = [];
    people.set([]);
    removals = 0;
    const moderate = async (wish: Moderate) => void wishes.push(wish);
    TestBed.configureTestingModule({
      providers: [
        { provide: RoomService, useValue: { presence, numbering, moderate } },
        { provide: SealedRooms, useValue: { people } },
      ],
    });
    told(ANN, BEN, CYD);
    fixture = TestBed.createComponent(MemberList);
    fixture.componentInstance.removed.subscribe(() => removals++);
    element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    await fixture.whenStable();
  });
  afterEach(() => element.remove());

  const told = (...members: Member[]) =>
    presence.set({ id: 'A'.repeat(22), you: 1, moderator: true, members });
  const dialog = () => element.querySelector('dialog');
  const rows = () =>
    [...element.querySelectorAll('bdi')].map(({ textContent }) => textContent?.trim());
  const list = () => element.querySelector('ul');
  async function press(label: string): Promise<void> {
    element.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`)?.click();
    await fixture.whenStable();
  }
  async function answer(text: string): Promise<void> {
    const buttons = [...(dialog()?.querySelectorAll('button') ?? [])];
    buttons.find(({ textContent }) => textContent?.trim() === text)?.click();
    await fixture.whenStable();
  }
  async function happens(...members: Member[]): Promise<void> {
    told(...members);
    await fixture.whenStable();
  }

  it.each([
    ['the connection is made again', null],
    ['another room takes the place of this one', 'B'.repeat(22)],
  ])(
    'closes its question when %s, because the number may belong to another member',
    async (_, id) => {
      await press('Ban Cyd');
      expect(dialog()?.open).toBe(true);
      const members = [ANN, BEN, { ...DAN, n: 3 }];
      presence.set(id === null ? null : { id, you: 1, moderator: true, members });
      await fixture.whenStable();
      await happens(...members);
      expect(dialog()?.open ?? false).toBe(false);
      expect(wishes).toEqual([]);
    },
  );

  it('closes its question and drops its rows even if nothing was rendered during the interruption', async () => {
    list()?.dispatchEvent(new Event('pointerenter'));
    await press('Ban Cyd');
    numbering.update((count) => count + 1);
    await happens(ANN, { ...DAN, n: 3 });
    expect(dialog()?.open ?? false).toBe(false);
    expect(rows()).toEqual(['Ann', 'Guest 3']);
  });

  it('has buttons with distinct names, and none for moderators', async () => {
    await happens(ANN, BEN, DAN, { ...BEN, n: 7 }, { ...DAN, n: 8 });
    const labels = [...element.querySelectorAll('button')].map((each) => each.ariaLabel);
    expect(labels).toHaveLength(12);
    expect(new Set(labels).size).toBe(12);
    expect(labels.slice(0, 4)).toEqual(['Mute Ben', 'Remove Ben', 'Ban Ben', 'Mute Guest 4']);
    expect(labels).toContain('Ban Ben (7)');
  });

  it('has no buttons for a person who is not a moderator', async () => {
    presence.update((room) => room && { ...room, moderator: false });
    await fixture.whenStable();
    expect(element.querySelectorAll('button')).toHaveLength(0);
  });

  it('says in words what colours show', async () => {
    const speaking = { ...BEN, talking: true, muted: true };
    await happens(ANN, speaking, { ...CYD, listener: true });
    const [ann, ben, cyd] = [...element.querySelectorAll('li')].map((row) => row.textContent);
    expect(ann).toMatch(/Ann\s+\(you\).*Moderator/s);
    expect(ben).toMatch(/Speaking….*Muted by a moderator/s);
    expect(cyd).toContain('Listener');
  });

  it.each<[Partial<Person>, string | null]>([
    [{}, null],
    [{ acquaintance: 'verified' }, 'Verified'],
    [{ canHearUs: false }, 'Cannot hear you yet'],
    [{ identity: null, acquaintance: null, canHearUs: false }, 'Cannot hear you: has no keys yet'],
    [{ acquaintance: 'changed' }, 'Identity changed'],
    [{ isFailing: true }, 'Their messages fail their checks'],
  ])('says of the keys of a member with %j: %s', async (change, text) => {
    const known: Person = {
      ...{ n: 2, name: 'Ben', identity: new Uint8Array(65), acquaintance: 'known' },
      ...{ canSpeak: true, canHearUs: true, isFailing: false, muted: false },
    };
    people.set([{ ...known, ...change }]);
    await fixture.whenStable();
    const marks = [...element.querySelectorAll('[data-testid=key-mark]')];
    expect(marks.map(({ textContent }) => textContent?.trim())).toEqual(
      text === null ? [] : [text],
    );
  });

  it('mutes at once, since that can be undone, and keeps the focus', async () => {
    const button = element.querySelector<HTMLButtonElement>('[aria-label="Mute Ben"]');
    button?.focus();
    await press('Mute Ben');
    expect(wishes).toEqual([{ act: 'mute', n: 2 }]);
    await happens(ANN, { ...BEN, muted: true }, CYD);
    expect(document.activeElement).toBe(button);
    expect(button?.ariaLabel).toBe('Unmute Ben');
  });

  it.each([
    ['Ban', 'ban', 'same network'],
    ['Remove', 'kick', 'can come back'],
  ])('asks before %s, with name and consequences', async (word, act, consequence) => {
    await press(`${word} Ben`);
    expect(wishes).toEqual([]);
    expect(dialog()?.open).toBe(true);
    expect(dialog()?.querySelector('h2')?.textContent).toBe(`${word} Ben?`);
    expect(dialog()?.textContent).toContain(consequence);
    await answer(`${word} Ben`);
    expect(wishes).toEqual([{ act, n: 2 }]);
    expect([dialog(), removals]).toEqual([null, 1]);
  });

  it('does nothing when the question is cancelled', async () => {
    await press('Ban Ben');
    await answer('Cancel');
    expect([dialog(), wishes, removals]).toEqual([null, [], 0]);
  });

  it('acts on the member in question although others join, leave or speak meanwhile', async () => {
    await happens(ANN, BEN, CYD, DAN);
    await press('Ban Cyd');
    await happens({ ...DAN, talking: true }, CYD, ANN);
    expect(rows()).toEqual(['Ann', 'Ben', 'Cyd', 'Guest 4']);
    await answer('Ban Cyd');
    expect(wishes).toEqual([{ act: 'ban', n: 3 }]);
    expect(rows()).toEqual(['Ann', 'Cyd', 'Guest 4']);
  });

  it('acts on nobody once that member has left', async () => {
    await press('Ban Ben');
    await happens(ANN, CYD);
    expect(dialog()?.textContent).toContain('has left meanwhile');
    await answer('Ban Ben');
    expect([wishes, dialog()?.open]).toEqual([[], true]);
    await answer('Cancel');
    expect(wishes).toEqual([]);
  });

  it.each([
    ['a pointer', 'pointerenter', 'pointerleave'],
    ['the focus', 'focusin', 'focusout'],
  ])('moves no row while %s is on it', async (_, comes, goes) => {
    list()?.dispatchEvent(new Event(comes));
    await happens(ANN, CYD, DAN);
    expect(rows()).toEqual(['Ann', 'Ben', 'Cyd', 'Guest 4']);
    expect(element.querySelector('li.gone')?.textContent).toContain('Left');
    await press('Ban Ben');
    expect(dialog()).toBeNull();
    list()?.dispatchEvent(new Event(goes));
    await fixture.whenStable();
    expect(rows()).toEqual(['Ann', 'Cyd', 'Guest 4']);
  });

  it('keeps no rows when the person moves to another room', async () => {
    list()?.dispatchEvent(new Event('pointerenter'));
    presence.set({ id: 'lobby', you: 9, moderator: false, members: [{ ...DAN, n: 9 }] });
    await fixture.whenStable();
    expect(rows()).toEqual(['Guest 9']);
  });
});
