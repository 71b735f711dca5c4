import { DOCUMENT, inject, Injectable, signal } from '@angular/core';
import type { Moderate } from '@sealwave/contracts';
import { RoomInviteError } from '@sealwave/e2ee';
import { ErrorCode } from '@sealwave/kernel';
import { Preferences } from '@sealwave/web/audio-io';
import { GatewayClient, type Visit } from '@sealwave/web/gateway-client';
import { fragmentOf, linkOf, newRoomKey, readRoomKey, type RoomKey } from './room-key';
import { RoomMemory } from './room-memory';

/** Why an address of a room leads nowhere. */
export type RoomProblem = 'incomplete' | 'broken' | 'unsupported' | 'insecure-page';

/** As the gateway has it (docs/protocol.md, section 9.10). */
const NAME = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,40}$/u;

/** Which room this page is in, and as whom. The guards of the routes move it. */
@Injectable({ providedIn: 'root' })
export class RoomService {
  private readonly document = inject(DOCUMENT);
  private readonly gateway = inject(GatewayClient);
  private readonly memory = inject(RoomMemory);
  private readonly chosenName = inject(Preferences).preference('name', readName);
  private readonly _key = signal<RoomKey | null>(null);
  private readonly _problem = signal<RoomProblem | null>(null);
  /** Counts where the page went, so that a slow step does not bring it back. */
  private moves = 0;

  /** The room; null in the lobby, and where the address leads nowhere. */
  readonly key = this._key.asReadonly();

  readonly problem = this._problem.asReadonly();

  /** What this person is called; empty for nobody in particular. */
  readonly name = this.chosenName.value;

  /** Who is here, as the gateway says. */
  readonly presence = this.gateway.room;

  enterLobby(): void {
    this.move(null);
  }

  /** Stays where the page is; in the lobby, where it has only just been opened. */
  stay(): void {
    if (this.moves === 0) this.enterLobby();
  }

  /**
   * Enters room `id`.
   * @param fragment of its link; null where the address has none, and the tab has to know it.
   */
  enter(id: string, fragment: string | null): void {
    const known = fragment ?? this.memory.recall(id);
    if (known === null) return this.leadNowhere('incomplete');
    try {
      const key = readRoomKey(id, known);
      this.memory.keep(id, fragmentOf(key));
      this.move(key);
    } catch (error) {
      this.leadNowhere(problemOf(error));
    }
  }

  /** Makes a room, which this page may then enter; the result is its id. */
  make(): string {
    const key = newRoomKey();
    this.memory.keep(key.invite.id, fragmentOf(key));
    return key.invite.id;
  }

  /** The link for the others; with `moderator`, the one that only its maker should have. */
  link({ invite, moderation }: RoomKey, moderator = false): string {
    const link = invite.link(this.document.baseURI);
    return moderator && moderation !== null ? `${link}&t=${moderation}` : link;
  }

  /** Changes what this person is called. @returns false for what nobody can be called. */
  rename(name: string): boolean {
    const trimmed = name.trim();
    if (trimmed !== '' && !NAME.test(trimmed)) return false;
    if (trimmed === this.name()) return true;
    this.chosenName.set(trimmed);
    if (this._problem() === null) this.move(this._key());
    return true;
  }

  /** Does something to somebody else in the room. @throws GatewayError when that was refused. */
  async moderate(wish: Moderate): Promise<void> {
    await this.gateway.moderate(wish);
  }

  private move(key: RoomKey | null): void {
    this._key.set(key);
    this._problem.set(null);
    void this.go(++this.moves, key);
  }

  private async go(move: number, key: RoomKey | null): Promise<void> {
    const name = this.name();
    const visit: Visit = name === '' ? {} : { name };
    if (key === null) return this.gateway.join(visit);
    // Without WebCrypto, which browsers keep from pages that came without TLS, no key can be derived.
    if (!globalThis.crypto?.subtle) return this.leadNowhere('insecure-page');
    const room = await linkOf(key);
    if (move === this.moves) this.gateway.join({ ...visit, room });
  }

  /** Whoever wanted a room must not be heard elsewhere. */
  private leadNowhere(problem: RoomProblem): void {
    this.moves++;
    this._key.set(null);
    this._problem.set(problem);
    void this.gateway.leave();
  }
}

function readName(stored: unknown): string {
  return typeof stored === 'string' && NAME.test(stored) ? stored : '';
}

function problemOf(error: unknown): RoomProblem {
  if (!(error instanceof RoomInviteError)) throw error;
  return error.code === ErrorCode.RoomLinkUnsupported ? 'unsupported' : 'broken';
}
