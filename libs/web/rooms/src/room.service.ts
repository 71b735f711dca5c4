import { computed, DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import type { Moderate } from '@sealwave/contracts';
import { ErrorCode, reportDefect, runInBackground } from '@sealwave/kernel';
import { readLinkTerms, RoomLinkError } from '@sealwave/e2ee/link-terms';
import { isDisplayName, LOBBY, type Role } from '@sealwave/room';
import { Preferences } from '@sealwave/web/audio-io';
import { GatewayClient, type Visit } from '@sealwave/web/gateway-client';
import {
  type RoomLink,
  SealedLinks,
  SealedRoomJobError,
  SealedRooms,
} from '@sealwave/web/sealed-room';
import { sharedBase } from '@sealwave/web/ui';
import { addressOfRoom } from './address/room-address';
import { RoomMemory } from './memory/room-memory';

/**
 * Why a room's address leads to no room. `outdated` links are of rooms in which servers could listen; `not-loaded`: the page could not
 * load what reads links.
 */
export type RoomProblem =
  'incomplete' | 'broken' | 'outdated' | 'unsupported' | 'insecure-page' | 'not-loaded';

/** The room of this page, and its credential. The guards of the routes change it. */
@Injectable({ providedIn: 'root' })
export class RoomService {
  private readonly document = inject(DOCUMENT);
  private readonly gateway = inject(GatewayClient);
  private readonly memory = inject(RoomMemory);
  private readonly chosenName = inject(Preferences).preference('name', readName);
  private readonly sealed = inject(SealedRooms);
  private readonly links = inject(SealedLinks);
  private readonly _key = signal<RoomLink | null>(null);
  private readonly _problem = signal<RoomProblem | null>(null);
  /** The lobby, or the id in the address, even a broken one. Null before the first address. */
  private readonly currentId = signal<string | null>(null);
  /** Number of the latest move. A slow step of an earlier move is dropped. */
  private navigationCount = 0;

  /** The link of the room; null in the lobby, while it is being checked, and where the address leads to no room. */
  readonly key = this._key.asReadonly();

  readonly problem = this._problem.asReadonly();

  /** Whether the page is in the lobby, or has no place yet. */
  readonly isInLobby = computed(() => [null, LOBBY].includes(this.currentId()));

  /** The address of this place, as router commands. */
  readonly path = computed(() => {
    const at = this.currentId();
    return at === null || at === LOBBY ? ['/'] : addressOfRoom(at);
  });

  /** This person's display name; empty without one. */
  readonly name = this.chosenName.value;

  /** The room and its members. In a sealed room the gateway knows no names: they come sealed from each member. */
  readonly presence = computed(() => {
    const room = this.gateway.room();
    if (room === null || room.id !== this.sealed.id()) return room;
    const names = new Map(this.sealed.people().map(({ n, name }) => [n, name]));
    const ownName = this.name() === '' ? null : this.name();
    const nameOf = (n: number): string | null =>
      n === room.you ? ownName : (names.get(n) ?? null);
    return { ...room, members: room.members.map((each) => ({ ...each, name: nameOf(each.n) })) };
  });

  /** Changes whenever members may have got other numbers. */
  readonly numbering = this.gateway.numbering;

  enterLobby(): void {
    if (this.currentId() === LOBBY) return;
    this.memory.last = null;
    this.navigationCount++;
    this.currentId.set(LOBBY);
    this._key.set(null);
    this._problem.set(null);
    this.sealed.leave();
    this.gateway.join(this.inLobby());
  }

  /** Stays in this place. Right after the page opened, this is the tab's last place. */
  restoreLast(): void {
    if (this.currentId() !== null) return;
    const { last } = this.memory;
    if (last === null) this.enterLobby();
    else this.enter(last, null);
  }

  /**
   * Enters room `id`.
   * @param fragment what follows the `#` of the link. Null if the address has none; the browser must then know
   * the room.
   */
  enter(id: string, fragment: string | null): void {
    // The guard removed the fragment, or a link leads to this same place. Do not enter it again.
    if (fragment === null && id === this.currentId()) return;
    const known = fragment ?? this.memory.recall(id);
    if (known === null) return this.showBrokenLink(id, 'incomplete');
    // Browsers withhold WebCrypto from pages without TLS. No key can be derived without it.
    if (!globalThis.crypto?.subtle) return this.showBrokenLink(id, 'insecure-page');
    try {
      readLinkTerms(id, known);
    } catch (error) {
      return this.refuse(id, error);
    }
    runInBackground(() => this.open(id, known), reportDefect);
  }

  /** Enters a room with the stored link, even if this tab has opened a broken link since. */
  comeBack(id: string): void {
    this.memory.unbar(id);
    this.enter(id, this.memory.recall(id));
  }

  /**
   * Creates a room that this page can then enter.
   * @returns its id; null where the page cannot load what makes rooms.
   */
  async make(): Promise<string | null> {
    const link = await this.links.make().catch(() => null);
    if (link !== null) this.memory.keep(link.id, link.fragment);
    return link?.id ?? null;
  }

  /** Makes a link that grants `role` in the room; a member's for a person who may not grant more. */
  link(link: RoomLink, role: Role): Promise<string> {
    return this.links.share({ link, role, base: sharedBase(this.document) });
  }

  /**
   * Changes this person's display name.
   * @returns false for a text that is not a valid name.
   */
  rename(name: string): boolean {
    const trimmed = name.trim();
    if (trimmed !== '' && !isDisplayName(trimmed)) return false;
    if (trimmed === this.name()) return true;
    this.chosenName.set(trimmed);
    if (this.sealed.id() !== null) this.sealed.rename(trimmed);
    else if (this.isInLobby()) this.gateway.setDestination(this.inLobby());
    return true;
  }

  /**
   * Mutes, unmutes, removes or bans a member. In a sealed room the order is signed as well, so that the others need not believe the
   * server.
   * @throws GatewayError when the gateway refuses.
   * @throws SealedRoomJobError when the order cannot be signed.
   */
  async moderate({ act, n }: Moderate): Promise<void> {
    if (this.sealed.id() !== null) {
      await this.sealed.order({ act: act === 'kick' ? 'remove' : act, n });
    }
    await this.gateway.moderate({ act, n });
  }

  /** Checks a link, and enters its room. */
  private async open(id: string, known: string): Promise<void> {
    const move = ++this.navigationCount;
    const isSameRoom = this.currentId() === id;
    const hasPlace = this.currentId() !== null;
    this.currentId.set(id);
    this._problem.set(null);
    if (!isSameRoom) {
      this._key.set(null);
      this.sealed.leave();
    }
    try {
      const [link, stored] = await Promise.all([
        this.links.parse(id, known),
        this.storedLink(id, known),
        // A person who goes to a room must not be heard in the place before it.
        ...(hasPlace && !isSameRoom ? [this.gateway.disconnectAndForget()] : []),
      ]);
      if (move === this.navigationCount) await this.goInto(strongerOf(link, stored));
    } catch (error) {
      if (move === this.navigationCount) this.refuse(id, error);
    }
  }

  private async goInto(link: RoomLink): Promise<void> {
    const before = this._key();
    if (before?.fragment === link.fragment) return;
    this.memory.keep(link.id, link.fragment);
    this.memory.last = link.id;
    this._key.set(link);
    // Who has become a moderator enters again, for the servers take one proof a connection.
    if (before !== null) await this.gateway.disconnectAndForget();
    this.sealed.enter(link, this.name());
    this.gateway.join({ room: link.credential });
  }

  /** The link of room `id` that this browser has; null where it has none, or it is the one that was opened. */
  private async storedLink(id: string, opened: string): Promise<RoomLink | null> {
    const stored = this.memory.recall(id);
    if (stored === null || stored === opened) return null;
    // One that does not work does not matter beside the one that was opened.
    return this.links.parse(id, stored).catch(() => null);
  }

  private inLobby(): Visit {
    const name = this.name();
    return name === '' ? {} : { name };
  }

  private refuse(id: string, error: unknown): void {
    const problem = problemOf(error);
    // The broken link counts, even if this browser has a working one for the same room.
    if (problem !== 'not-loaded') this.memory.bar(id);
    this.showBrokenLink(id, problem);
  }

  /** Leaves the current place. A person who wanted a room must not be heard elsewhere. */
  private showBrokenLink(at: string, problem: RoomProblem): void {
    this.navigationCount++;
    this.currentId.set(at);
    this._key.set(null);
    this._problem.set(problem);
    this.sealed.leave();
    runInBackground(() => this.gateway.disconnectAndForget(), reportDefect);
  }
}

/** A moderator stays one who opens their own invite. Who opens a link to listen wants to listen. */
function strongerOf(opened: RoomLink, stored: RoomLink | null): RoomLink {
  return opened.role === 'member' && stored?.role === 'moderator' ? stored : opened;
}

function readName(stored: unknown): string {
  return typeof stored === 'string' && isDisplayName(stored) ? stored : '';
}

function problemOf(error: unknown): RoomProblem {
  if (error instanceof SealedRoomJobError) {
    return error.code === ErrorCode.RoomLinkInvalid ? 'broken' : 'not-loaded';
  }
  if (!(error instanceof RoomLinkError)) throw error;
  if (error.code !== ErrorCode.RoomLinkUnsupported) return 'broken';
  return error.detail['version'] === 'earlier' ? 'outdated' : 'unsupported';
}

/**
 * Enters the place in the address. Removes the secret from the address and from the tab's history before
 * anybody sees it.
 */
const room: CanActivateFn = ({ paramMap, fragment }) => {
  const rooms = inject(RoomService);
  const id = paramMap.get('id');
  if (id === null) rooms.enterLobby();
  else rooms.enter(id, fragment);
  if (id === null || fragment === null) return true;
  const bare = inject(Router).createUrlTree(addressOfRoom(id));
  // The page may already be at the address without the secret.
  return new RedirectCommand(bare, { replaceUrl: true, onSameUrlNavigation: 'reload' });
};

const elsewhere: CanActivateFn = () => {
  inject(RoomService).restoreLast();
  return true;
};

/** Guards that act on an address. `room` enters the lobby or a room; `elsewhere` stays where the page is. */
export const ROOM_GUARDS = { room, elsewhere } as const;
