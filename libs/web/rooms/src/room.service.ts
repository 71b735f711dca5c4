import { computed, DOCUMENT, inject, Injectable, signal } from '@angular/core';
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

/** Why an address of a room leads nowhere. */
export type RoomProblem = 'incomplete' | 'broken' | 'unsupported' | 'insecure-page';

/** Which room this page is in, and as whom. The guards of the routes move it. */
@Injectable({ providedIn: 'root' })
export class RoomService {
  private readonly document = inject(DOCUMENT);
  private readonly gateway = inject(GatewayClient);
  private readonly memory = inject(RoomMemory);
  private readonly chosenName = inject(Preferences).preference('name', readName);
  private readonly _key = signal<RoomCapability | null>(null);
  private readonly _problem = signal<RoomProblem | null>(null);
  /** The lobby, or the id that the address names, wherever it leads; null before the first one. */
  private readonly at = signal<string | null>(null);
  /** Counts where the page went, so that a slow step does not bring it back. */
  private moves = 0;

  /** The room; null in the lobby, and where the address leads nowhere. */
  readonly key = this._key.asReadonly();

  readonly problem = this._problem.asReadonly();

  /** The address of where this page is, from the top of the pages. */
  readonly path = computed(() => {
    const at = this.at();
    return at === null || at === LOBBY ? ['/'] : addressOfRoom(at);
  });

  /** What this person is called; empty for nobody in particular. */
  readonly name = this.chosenName.value;

  /** Who is here, as the gateway says. */
  readonly presence = this.gateway.room;

  /** Another one whenever who is here may have other numbers. */
  readonly numbering = this.gateway.numbering;

  enterLobby(): void {
    if (this.at() === LOBBY) return;
    this.memory.last = null;
    this.move(LOBBY, null);
  }

  /** Stays where the page is; where it was, when it has only just been opened. */
  stay(): void {
    if (this.at() !== null) return;
    const { last } = this.memory;
    if (last === null) this.enterLobby();
    else this.enter(last, null);
  }

  /**
   * Enters room `id`.
   * @param fragment of its link; null where the address has none, and the tab has to know it.
   */
  enter(id: string, fragment: string | null): void {
    // What is left of a link that was judged, or an address that leads to here: nobody asks to come back.
    if (fragment === null && id === this.at()) return;
    const known = fragment ?? this.memory.recall(id);
    if (known === null) return this.leadNowhere(id, 'incomplete');
    // Without WebCrypto, which browsers keep from pages that came without TLS, no key can be derived.
    if (!globalThis.crypto?.subtle) return this.leadNowhere(id, 'insecure-page');
    try {
      const key = strongerOf(parseRoomLink(id, known), this.memory.recall(id));
      this.memory.keep(id, fragmentOf(key));
      this.memory.last = id;
      this.move(id, key);
    } catch (error) {
      // What the link says counts, and not what another one said of the same room.
      this.memory.bar(id);
      this.leadNowhere(id, problemOf(error));
    }
  }

  /** Enters a room as this browser remembers it, whatever a link has made of it in this tab since. */
  comeBack(id: string): void {
    this.memory.unbar(id);
    this.enter(id, this.memory.recall(id));
  }

  /** Makes a room, which this page may then enter; the result is its id. */
  make(): string {
    const key = makeRoom();
    this.memory.keep(key.id, fragmentOf(key));
    return key.id;
  }

  /** The link that grants this right in the room. */
  async link(key: InviteCapability, role: Role): Promise<string> {
    return linkFor(key, role, sharedBase(this.document));
  }

  /** Changes what this person is called. @returns false for what nobody can be called. */
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

  /** Does something to somebody else in the room. @throws GatewayError when that was refused. */
  async moderate(wish: Moderate): Promise<void> {
    await this.gateway.moderate(wish);
  }

  private move(at: string, key: RoomCapability | null): void {
    this.at.set(at);
    this._key.set(key);
    this._problem.set(null);
    runInBackground(() => this.lead(key, (visit) => this.gateway.join(visit)), reportDefect);
  }

  private async lead(key: RoomCapability | null, go: (visit: Visit) => void): Promise<void> {
    const move = ++this.moves;
    const name = this.name();
    const visit: Visit = name === '' ? {} : { name };
    if (key === null) return go(visit);
    const room = await credentialOf(key);
    if (move === this.moves) go({ ...visit, room });
  }

  /** A person who wanted a room must not be heard elsewhere. */
  private leadNowhere(at: string, problem: RoomProblem): void {
    this.moves++;
    this.at.set(at);
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
