import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  LOCALE_ID,
  output,
  signal,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Role } from '@sealwave/room';
import type { RememberedRoom } from './remembered-room';
import { addressOfRoom } from '../address/room-address';
import { RoomMemory } from './room-memory';
import { roomName } from '../people/room-name';
import { RoomService } from '../room.service';

const ROLE_TEXT: Readonly<Record<Role, string>> = {
  moderator: $localize`Moderator`,
  member: $localize`Member`,
  listener: $localize`Listener`,
};

/** Lists the stored rooms. In the lobby, a person can enter or forget one; in a room, forget that room. */
@Component({
  selector: 'sw-remembered-rooms',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="status">
      @if (isLosing()) {
        <p data-testid="not-lasting" i18n>
          This browser does not remember rooms. Save the link, or the room is lost with this tab.
        </p>
      }
    </div>
    @if (shown().length > 0) {
      @if (here() === null) {
        <h3 id="remembered" i18n>Your rooms</h3>
      } @else {
        <p class="note" id="remembered" i18n>This browser remembers this room.</p>
      }
      <ul aria-labelledby="remembered">
        @for (room of shown(); track room.id) {
          <li [attr.data-room]="room.id">
            @if (here() === null) {
              <span class="room">
                <a [routerLink]="addressOf(room.id)" (click)="service.comeBack(room.id)">{{
                  nameOf(room)
                }}</a>
                <span class="note">{{ describe(room) }}</span>
              </span>
            }
            @if (pendingForget() === room.id) {
              <span class="question">
                <span i18n>Forget it? Only its link leads back.</span>
                <button type="button" class="pill" (click)="forget(room)" i18n>Forget</button>
                <button type="button" class="pill" (click)="doubt(null, room)" i18n>Cancel</button>
              </span>
            } @else {
              <button
                type="button"
                class="pill"
                [attr.aria-label]="forgetText(room)"
                (click)="doubt(room.id, room)"
                i18n
              >
                Forget room
              </button>
            }
          </li>
        }
      </ul>
    }
  `,
  styleUrl: './remembered-rooms.css',
})
export class RememberedRooms {
  private readonly memory = inject(RoomMemory);
  protected readonly service = inject(RoomService);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly day = new Intl.DateTimeFormat(inject(LOCALE_ID), { dateStyle: 'medium' });

  /** A room was forgotten. No button is left for the focus. */
  readonly buttonsGone = output();

  /** Id of the room to confirm forgetting; null for none. */
  protected readonly pendingForget = signal<string | null>(null);
  protected readonly here = computed(() => this.service.key()?.id ?? null);
  /** The rooms to show: all in the lobby, only the current one in a room. */
  protected readonly shown = computed(() => {
    const here = this.here();
    const rooms = this.memory.rooms();
    return here === null ? rooms : rooms.filter(({ id }) => id === here);
  });
  protected readonly isLosing = computed(() => this.here() !== null && !this.memory.lasting());

  protected readonly addressOf = addressOfRoom;

  protected nameOf({ id }: RememberedRoom): string {
    return roomName(id);
  }

  protected describe({ role, usedAtMs, expiresAtMs }: RememberedRoom): string {
    const what = ROLE_TEXT[role];
    if (expiresAtMs !== null)
      return $localize`${what}:role:, until ${this.day.format(expiresAtMs)}:day:`;
    return $localize`${what}:role:, last here ${this.day.format(usedAtMs)}:day:`;
  }

  protected forgetText(room: RememberedRoom): string {
    return $localize`Forget ${this.nameOf(room)}:room:`;
  }

  protected doubt(id: string | null, { id: of }: RememberedRoom): void {
    this.pendingForget.set(id);
    // The pressed button is gone. The focus moves to "Cancel" or to the button that opened the question.
    this.focus(`[data-room='${of}'] button:last-of-type`);
  }

  protected async forget({ id }: RememberedRoom): Promise<void> {
    this.pendingForget.set(null);
    await this.memory.forget(id);
    const isHere = this.here() === id;
    if (isHere) await this.router.navigateByUrl('/');
    if (isHere || this.shown().length === 0) this.buttonsGone.emit();
    else this.focus('button');
  }

  private focus(selector: string): void {
    afterNextRender(() => this.element.querySelector<HTMLElement>(selector)?.focus(), {
      injector: this.injector,
    });
  }
}
