import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  output,
  signal,
  untracked,
} from '@angular/core';
import { type Bytes, runInBackground } from '@sealwave/kernel';
import { SealedRooms } from '@sealwave/web/sealed-room';
import { Icon } from '@sealwave/web/ui';
import { RoomService } from '../room.service';
import { namesOf } from './roster';

/** Somebody in the list of codes. */
interface Comparable {
  readonly n: number;
  readonly name: string;
  /** What the code is of: a number can be given to somebody else. */
  readonly identity: Bytes;
  readonly isVerified: boolean;
  readonly isChanged: boolean;
}

/**
 * The codes that people in a sealed room compare, to know that nobody is between them. Also asks about somebody whose identity has
 * changed.
 */
@Component({
  selector: 'sw-room-safety',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './room-safety.component.html',
  styleUrl: './room-safety.css',
})
export class RoomSafety {
  private readonly rooms = inject(RoomService);
  protected readonly sealed = inject(SealedRooms);

  /** The result of a person's answer, in words. */
  readonly notice = output<string>();

  protected readonly open = signal(false);
  /** Null while it is computed. */
  protected readonly roomCode = signal<string | null>(null);
  protected readonly pairCodes = signal<ReadonlyMap<number, string>>(new Map());

  protected readonly people = computed((): readonly Comparable[] => {
    const names = namesOf(this.rooms.presence()?.members ?? []);
    return this.sealed
      .people()
      .flatMap(({ identity, ...person }) => (identity === null ? [] : [{ ...person, identity }]))
      .map(({ n, identity, acquaintance }) => ({
        n,
        identity,
        name: names.get(n) ?? '',
        isVerified: acquaintance === 'verified',
        isChanged: acquaintance === 'changed',
      }));
  });
  protected readonly changed = computed(() => this.people().filter(({ isChanged }) => isChanged));

  constructor() {
    effect(() => {
      // Every change of the people, or of their keys, makes other codes.
      const people = this.people();
      if (this.open())
        untracked(() =>
          runInBackground(
            () => this.compute(people),
            () => undefined,
          ),
        );
    });
  }

  protected markText({ name }: Comparable): string {
    return $localize`Mark ${name}:name: as verified`;
  }

  protected async verify({ identity, name }: Comparable): Promise<void> {
    await this.sealed.verify(identity);
    this.notice.emit($localize`${name}:name: is verified in this browser.`);
  }

  protected async accept({ identity, name }: Comparable): Promise<void> {
    await this.sealed.accept(identity);
    this.notice.emit($localize`${name}:name: can be heard, and is not verified.`);
  }

  private async compute(people: readonly Comparable[]): Promise<void> {
    const roomCode = await this.sealed.roomCode();
    const codes = new Map<number, string>();
    for (const { n, identity } of people) {
      const code = await this.sealed.pairCode(identity);
      if (code !== null) codes.set(n, code);
    }
    // People may have changed meanwhile, and their codes with them.
    if (people !== this.people()) return;
    this.roomCode.set(roomCode);
    this.pairCodes.set(codes);
  }
}
