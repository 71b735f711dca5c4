import { computed, DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import type { Moderate } from '@sealwave/contracts';
import { ErrorCode, reportDefect, runInBackground } from '@sealwave/kernel';
import { isDisplayName, LOBBY, type Role } from '@sealwave/room';
import {
  credentialOf,
  fragmentOf,
  type InviteCapability,
  linkFor,
  makeRoom,
  parseRoomLink,
  type RoomCapability,
  RoomInviteError,
  strongerOf,
} from '@sealwave/room/link';
import { Preferences } from '@sealwave/web/audio-io';
import { GatewayClient, type Visit } from '@sealwave/web/gateway-client';
import { sharedBase } from '@sealwave/web/ui';
import { addressOfRoom } from './address/room-address';
import { RoomMemory } from './memory/room-memory';

/** Why a room's address leads to no room. */
export type RoomProblem = 'incomplete' | 'broken' | 'unsupported' | 'insecure-page';

/** The room of this page, and its credential. The guards of the routes change it. */
@Injectable({ providedIn: 'root' })
export class RoomService {
  private readonly document = inject(DOCUMENT);
  private readonly gateway = inject(GatewayClient);
  private readonly memory = inject(RoomMemory);
  private readonly chosenName = inject(Preferences).preference('name', readName);
  private readonly _key = signal<RoomCapability | null>(null);
  private readonly _problem = signal<RoomProblem | null>(null);
  /** The lobby, or the id in the address, even a broken one. Null before the first address. */
  private readonly currentId = signal<string | null>(null);
  /** Number of the latest move. A slow step of an earlier move is dropped. */
  private navigationCount = 0;

  /** The capability for the room. Null in the lobby, and when the address leads to no room. */
  readonly key = this._key.asReadonly();

  readonly problem = this._problem.asReadonly();

  /** The address of this place, as router commands. */
  readonly path = computed(() => {
    const at = this.currentId();
    return at === null || at === LOBBY ? ['/'] : addressOfRoom(at);
  });

  /** This person's display name; empty without one. */
  readonly name = this.chosenName.value;

  /** The room and its members, as the gateway reports them. */
  readonly presence = this.gateway.room;

  /** Changes whenever members may have got other numbers. */
  readonly numbering = this.gateway.numbering;

  enterLobby(): void {
    if (this.currentId() === LOBBY) return;
    this.memory.last = null;
    this.move(LOBBY, null);
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
      const key = strongerOf(parseRoomLink(id, known), this.memory.recall(id));
      this.memory.keep(id, fragmentOf(key));
      this.memory.last = id;
      this.move(id, key);
    } catch (error) {
      // The broken link counts, even if this browser has a working link for the same room.
      this.memory.bar(id);
      this.showBrokenLink(id, problemOf(error));
    }
  }

  /** Enters a room with the stored link, even if this tab has opened a broken link since. */
  comeBack(id: string): void {
    this.memory.unbar(id);
    this.enter(id, this.memory.recall(id));
  }

  /**
   * Creates a room and remembers its link, so that this page can enter.
   * @returns its id.
   */
  make(): string {
    const key = makeRoom();
    this.memory.keep(key.id, fragmentOf(key));
    return key.id;
  }

  /** Makes a link that grants `role` in the room. */
  async link(key: InviteCapability, role: Role): Promise<string> {
    return linkFor(key, role, sharedBase(this.document));
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
    if (this._problem() === null) {
      runInBackground(
        () => this.lead(this._key(), (visit) => this.gateway.setDestination(visit)),
        reportDefect,
      );
    }
    return true;
  }

  /**
   * Mutes, unmutes, removes or bans a member.
   * @throws GatewayError when the gateway refuses.
   */
  async moderate(wish: Moderate): Promise<void> {
    await this.gateway.moderate(wish);
  }

  private move(at: string, key: RoomCapability | null): void {
    this.currentId.set(at);
    this._key.set(key);
    this._problem.set(null);
    runInBackground(() => this.lead(key, (visit) => this.gateway.join(visit)), reportDefect);
  }

  private async lead(key: RoomCapability | null, go: (visit: Visit) => void): Promise<void> {
    const move = ++this.navigationCount;
    const name = this.name();
    const visit: Visit = name === '' ? {} : { name };
    if (key === null) return go(visit);
    const room = await credentialOf(key);
    if (move === this.navigationCount) go({ ...visit, room });
  }

  /** Leaves the current place. A person who wanted a room must not be heard elsewhere. */
  private showBrokenLink(at: string, problem: RoomProblem): void {
    this.navigationCount++;
    this.currentId.set(at);
    this._key.set(null);
    this._problem.set(problem);
    runInBackground(() => this.gateway.disconnectAndForget(), reportDefect);
  }
}

function readName(stored: unknown): string {
  return typeof stored === 'string' && isDisplayName(stored) ? stored : '';
}

function problemOf(error: unknown): RoomProblem {
  if (!(error instanceof RoomInviteError)) throw error;
  return error.code === ErrorCode.RoomLinkUnsupported ? 'unsupported' : 'broken';
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
